/** Texts about what elements refer to, about scenarios beside the diagram, and about its layout. */
export const referenceTexts = {
  ru: {
    ref: {
      form: 'Форма',
      startForm: 'Что спросить при начале дела',
      decision: 'Решение',
      process: 'Процесс',
      message: 'Сообщение',
      roles: 'Роли, которые могут взять задачу',
      none: 'не выбрано',
      missing: '{id} — нет в проекте',
      newMessage: 'новое сообщение…',
      open: { form: 'Открыть форму', decision: 'Открыть решение', process: 'Открыть процесс' },
      create: { form: 'Создать форму', decision: 'Создать решение', process: 'Создать процесс' },
    },
    scenarios: {
      title: 'Сценарии идут заново после каждого изменения. Нажмите, чтобы увидеть их.',
      state: 'Сценарии: {ok} из {all}',
      covered: 'Пройдено {n} %',
      paint: 'Показать на схеме, что проходят сценарии',
    },
    layout: {
      arrange: 'Разложить схему',
      done: 'В файле не было сказано, где стоят элементы: схема разложена сама.',
      shown:
        'Файл показан как текст: рисунка у схемы пока нет. Чтобы вернуться к схеме, нажмите «Попробовать снова».',
      bare: 'У этой схемы пока нет рисунка',
      bareHint:
        'В файле описаны шаги, но не сказано, где они стоят. Файл сохранён как был; разложите схему, чтобы увидеть и менять её.',
      asText: 'Показать файл как текст',
    },
  },
  en: {
    ref: {
      form: 'Form',
      startForm: 'What to ask when a case starts',
      decision: 'Decision',
      process: 'Process',
      message: 'Message',
      roles: 'Roles that may take the task',
      none: 'not chosen',
      missing: '{id} — not in the project',
      newMessage: 'new message…',
      open: { form: 'Open the form', decision: 'Open the decision', process: 'Open the process' },
      create: { form: 'Create the form', decision: 'Create the decision', process: 'Create the process' },
    },
    scenarios: {
      title: 'Scenarios run again after each change. Press to see them.',
      state: 'Scenarios: {ok} of {all}',
      covered: '{n} % passed',
      paint: 'Show on the diagram what scenarios pass',
    },
    layout: {
      arrange: 'Lay the diagram out',
      done: 'The file did not say where its elements stand: the diagram was laid out.',
      shown:
        'The file is shown as text: the diagram has no picture yet. Press “Try again” to return to the diagram.',
      bare: 'This diagram has no picture yet',
      bareHint:
        'The file describes steps but does not say where they stand. It is kept as it was; lay the diagram out to see and change it.',
      asText: 'Show the file as text',
    },
  },
};
