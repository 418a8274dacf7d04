import { durationWords } from '@opora/domain/duration-words';
import { computed, onScopeDispose, ref, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import {
  dueText,
  formatDate,
  formatDateTime,
  formatLongDate,
  relative,
  urgency,
  type CountWorkingDays,
  type Moment,
} from '../lib/dates.ts';
import type { Translate } from '../lib/translate.ts';

const clock = ref(Date.now());
const countWorkingDays = shallowRef<CountWorkingDays>();
let asked = false;
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The current time, moving once in half a minute while some screen needs it. */
export function useNow(): Readonly<Ref<number>> {
  users += 1;
  clock.value = Date.now();
  timer ??= setInterval(() => (clock.value = Date.now()), 30_000);
  onScopeDispose(() => {
    users -= 1;
    if (!users) {
      clearInterval(timer);
      timer = undefined;
    }
  });
  return clock;
}

/** The production calendar comes after the first screen is there; until then calendar days are counted. */
function askForCalendar(): void {
  if (asked) return;
  asked = true;
  void import('@opora/domain/calendar').then(
    ({ russianCalendar }) => (countWorkingDays.value = russianCalendar.workingDaysBetween),
    () => (asked = false),
  );
}

/** Texts and dates in the language of the user. */
export function useWords() {
  askForCalendar();
  const i18n = useI18n({ useScope: 'global' });
  const now = useNow();
  const locale = computed(() => (i18n.locale.value === 'en' ? 'en-GB' : 'ru-RU'));
  const language = computed(() => (i18n.locale.value === 'en' ? 'en' : 'ru'));
  const t: Translate = (key, params = {}, plural) =>
    plural === undefined ? i18n.t(key, params) : i18n.t(key, params, plural);
  return {
    t,
    te: (key: string) => i18n.te(key),
    locale,
    language,
    now,
    due: (moment: Moment) => dueText(moment, now.value, t, undefined, countWorkingDays.value),
    urgency: (moment: Moment | null | undefined) => urgency(moment, now.value),
    ago: (moment: Moment) => relative(moment, now.value, locale.value),
    date: (moment: Moment) => formatDate(moment, locale.value),
    longDate: (moment: Moment) => formatLongDate(moment, locale.value),
    duration: (iso: string, grammar?: 'nominative' | 'accusative') =>
      durationWords(iso, language.value, grammar) ?? iso,
    dateTime: (moment: Moment) => formatDateTime(moment, locale.value),
    role: (role: string | null | undefined) =>
      role && i18n.te(`role.${role}`) ? i18n.t(`role.${role}`) : (role ?? ''),
    stage: (stage: { id: string; name?: string | null } | null | undefined) =>
      stage ? (i18n.te(`stage.${stage.id}`) ? i18n.t(`stage.${stage.id}`) : (stage.name ?? stage.id)) : '',
  };
}
