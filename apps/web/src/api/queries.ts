import type {
  Board,
  BoardQuery,
  BoardRow,
  Case,
  CaseNode,
  Incident,
  JournalLine,
  Me,
  NotificationPage,
  Page,
  Process,
  ProcessDetails,
  Programme,
  ProgrammeDetails,
  School,
  Stage,
  Task,
  TaskDetails,
  Token,
  User,
  Form,
  TaskQuery,
} from '@opora/contracts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { get, getText, type Query } from './http.ts';

type Id = MaybeRefOrGetter<string | null | undefined>;
const given = (id: Id) => computed(() => Boolean(toValue(id)));
const path = (id: Id) => encodeURIComponent(toValue(id) ?? '');

/** Reads every page of a list, up to a bound that no screen needs to exceed. */
export async function all<T>(
  address: string,
  query: Query = {},
  bound = 2000,
  signal?: AbortSignal,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await get<Page<T>>(address, { ...query, limit: 200, cursor }, signal);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor && items.length < bound);
  return items;
}

/** Who is signed in. */
export const readMe = () => get<Me>('/auth/me');

const readBoard = (filter: BoardQuery, signal?: AbortSignal) => get<Board>('/board', filter as Query, signal);

/** All schools that a filter fits. */
export async function readWholeBoard(filter: BoardQuery): Promise<BoardRow[]> {
  const all: BoardRow[] = [];
  let cursor: string | undefined;
  do {
    const page: Board = await readBoard({ ...filter, limit: 200, cursor });
    all.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor);
  return all;
}

/** Where each school stands, page after page. */
export const useBoard = (filter: MaybeRefOrGetter<BoardQuery>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['board', toValue(filter)]),
    queryFn: ({ pageParam, signal }) => readBoard({ ...toValue(filter), cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The five stages with their titles. */
export const useStages = () =>
  useQuery({ queryKey: ['stages'], queryFn: () => get<Page<Stage>>('/stages'), staleTime: 600_000 });

/** A page of tasks by filters. */
export const useTasks = (query: MaybeRefOrGetter<TaskQuery>, enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => ['tasks', toValue(query)]),
    queryFn: ({ signal }) => get<Page<Task>>('/tasks', toValue(query) as Query, signal),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(enabled)),
  });

/** One task with its form and variables. */
export const useTask = (id: Id) =>
  useQuery({
    queryKey: computed(() => ['task', toValue(id)]),
    queryFn: ({ signal }) => get<TaskDetails>(`/tasks/${path(id)}`, {}, signal),
    enabled: given(id),
  });

/** One case. */
export const useCase = (id: Id) =>
  useQuery({
    queryKey: computed(() => ['case', toValue(id)]),
    queryFn: ({ signal }) => get<Case>(`/cases/${path(id)}`, {}, signal),
    enabled: given(id),
  });

/** A case's whole family from its root. */
export const useCaseTree = (id: Id) =>
  useQuery({
    queryKey: computed(() => ['case', toValue(id), 'tree']),
    queryFn: ({ signal }) => get<CaseNode>(`/cases/${path(id)}/tree`, {}, signal),
    enabled: given(id),
  });

/** The whole journal of one case. */
export const useJournal = (id: Id) =>
  useQuery({
    queryKey: computed(() => ['case', toValue(id), 'journal']),
    queryFn: ({ signal }) => all<JournalLine>(`/cases/${path(id)}/journal`, {}, 5000, signal),
    enabled: given(id),
  });

/** Incidents of a case. */
export const useIncidents = (query: MaybeRefOrGetter<Query>, enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => ['incidents', toValue(query)]),
    queryFn: ({ signal }) => get<Page<Incident>>('/incidents', { limit: 200, ...toValue(query) }, signal),
    enabled: computed(() => toValue(enabled)),
  });

/** Deployed processes. */
export const useProcesses = () =>
  useQuery({
    queryKey: ['processes'],
    queryFn: ({ signal }) => all<Process>('/processes', {}, 2000, signal),
  });

/** One process with its versions. */
export const useProcess = (id: Id) =>
  useQuery({
    queryKey: computed(() => ['process', toValue(id)]),
    queryFn: ({ signal }) => get<ProcessDetails>(`/processes/${path(id)}`, {}, signal),
    enabled: given(id),
  });

/** Reads a version's diagram; a version never changes. */
export const readXml = (id: string, version: number) =>
  getText(`/processes/${encodeURIComponent(id)}/versions/${version}/xml`);

/** A version's diagram. */
export const useXml = (id: Id, version: MaybeRefOrGetter<number | null | undefined>) =>
  useQuery({
    queryKey: computed(() => ['xml', toValue(id), toValue(version)]),
    queryFn: () => readXml(toValue(id) ?? '', toValue(version) ?? 0),
    enabled: computed(() => Boolean(toValue(id) && toValue(version))),
    staleTime: Infinity,
  });

/** Latest forms by their ids, for the words in them; a form that is gone is left out. */
export const useForms = (ids: MaybeRefOrGetter<string[]>) =>
  useQuery({
    queryKey: computed(() => ['forms', toValue(ids)]),
    queryFn: async () => {
      const forms = await Promise.allSettled(
        toValue(ids).map((id) => get<Form>(`/forms/${encodeURIComponent(id)}`)),
      );
      return forms.flatMap((form) => (form.status === 'fulfilled' ? [form.value] : []));
    },
    staleTime: 600_000,
  });

/** Schools that the user may see. */
export const useSchools = (enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: ['schools'],
    queryFn: ({ signal }) => all<School>('/schools', {}, 2000, signal),
    staleTime: 300_000,
    enabled: computed(() => toValue(enabled)),
  });

/** Programmes that the user may see. */
export const useProgrammes = () =>
  useQuery({
    queryKey: ['programmes'],
    queryFn: ({ signal }) => all<Programme>('/programmes', {}, 200, signal),
  });

/** One programme with passport, pairs and roadmap. */
export const useProgramme = (id: Id) =>
  useQuery({
    queryKey: computed(() => ['programme', toValue(id)]),
    queryFn: ({ signal }) => get<ProgrammeDetails>(`/programmes/${path(id)}`, {}, signal),
    enabled: given(id),
  });

/** All users, for the administrator. */
export const useUsers = (enabled: MaybeRefOrGetter<boolean>) =>
  useQuery({
    queryKey: ['users'],
    queryFn: ({ signal }) => all<User>('/users', {}, 5000, signal),
    enabled: computed(() => toValue(enabled)),
  });

/** The caller's own tokens. */
export const useTokens = () =>
  useQuery({ queryKey: ['tokens'], queryFn: () => get<Page<Token>>('/auth/tokens') });

/** What the caller should know. */
export const useNotifications = (enabled: MaybeRefOrGetter<boolean>) =>
  useQuery({
    queryKey: ['notifications'],
    queryFn: ({ signal }) => get<NotificationPage>('/notifications', { limit: 30 }, signal),
    enabled: computed(() => toValue(enabled)),
  });
