/** What elements of diagrams without a name are called. */
export const elementTexts = {
  ru: {
    start: 'Начало без названия',
    end: 'Конец без названия',
    event: 'Событие без названия',
    gateway: 'Развилка без названия',
    step: 'Шаг без названия',
    subProcess: 'Подпроцесс без названия',
  },
  en: {
    start: 'Start without a name',
    end: 'End without a name',
    event: 'Event without a name',
    gateway: 'Gateway without a name',
    step: 'Step without a name',
    subProcess: 'Sub-process without a name',
  },
};
