import { reactive, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** State of filters that lives in the address, so that it can be kept, sent and gone back to. */
export function useUrlState<T extends { [key: string]: string }>(defaults: T): T {
  const route = useRoute();
  const router = useRouter();
  const here = route.name;
  const read = (): T =>
    Object.fromEntries(
      Object.entries(defaults).map(([key, value]) => [
        key,
        typeof route.query[key] === 'string' ? route.query[key] : value,
      ]),
    ) as T;
  const state = reactive(read()) as T;
  watch(
    () => ({ ...state }),
    (now) => {
      const query = Object.fromEntries(
        Object.entries(now).filter(([key, value]) => value && value !== defaults[key]),
      );
      const others = Object.fromEntries(Object.entries(route.query).filter(([key]) => !(key in defaults)));
      void router.replace({ query: { ...others, ...query }, hash: route.hash });
    },
  );
  watch(
    () => route.query,
    () => {
      if (route.name === here) Object.assign(state, read());
    },
  );
  return state;
}
