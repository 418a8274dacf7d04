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
      none: 'в файле не сказано, где стоят элементы',
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
      none: 'the file does not say where its elements stand',
    },
  },
};
