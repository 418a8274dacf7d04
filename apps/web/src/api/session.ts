import type { Me } from '@opora/contracts';
import { computed, readonly, ref } from 'vue';
import { ApiError, change } from './http.ts';
import { readMe } from './queries.ts';

const user = ref<Me | null>(null);
let asked: Promise<void> | undefined;
const unknown = ref(false);

/** True where the server could not be asked who is signed in. */
export const sessionUnknown = readonly(unknown);

/** The user who is signed in, or null. */
export const me = readonly(user);
/** True where somebody is signed in. */
export const signedIn = computed(() => user.value !== null);

/** Asks the server once who is signed in. */
export function ensureSession(): Promise<void> {
  asked ??= ask();
  return asked;
}

function ask(): Promise<void> {
  const mine = readMe().then(
    (found) => told(found, false),
    // Without a connection nothing is known yet: the next page asks again.
    (error: unknown) => told(null, !(error instanceof ApiError && error.status === 401)),
  );
  const told = (found: Me | null, open: boolean): void => {
    // Who signed in or out meanwhile knows better than an answer that was under way.
    if (asked !== mine) return;
    user.value = found;
    unknown.value = open;
    if (open) asked = undefined;
  };
  return mine;
}

/** Signs in; throws what the server says otherwise. */
export async function signIn(login: string, password: string): Promise<void> {
  const answer = await change<Me | { user: Me }>('POST', '/auth/login', { login, password });
  user.value = 'user' in answer ? answer.user : answer;
  unknown.value = false;
  asked = Promise.resolve();
}

/** Signs out here even where the server cannot be reached. */
export async function signOut(): Promise<void> {
  await change('POST', '/auth/logout').catch(() => undefined);
  forget();
}

/** Forgets who was signed in. */
export function forget(): void {
  user.value = null;
  asked = Promise.resolve();
}
