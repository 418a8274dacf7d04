import { defineBlock } from './block.ts';
import { days, daysField, form, formField, notice, people, roleField, textField, timer } from './pieces.ts';

/** A task with a due date: a reminder before it, and word to somebody above when it has passed. */
export const deadline = defineBlock({
  id: 'deadline',
  title: { ru: 'Срок с напоминанием и передачей выше', en: 'Deadline with reminder and escalation' },
  description: {
    ru: 'Задача со сроком: исполнителю напомнят заранее, о просрочке узнает старший.',
    en: 'A task with a due date: a reminder before it, word to somebody above after it.',
  },
  fields: [
    textField('name', 'Что сделать', 'What to do', 'Сделать к сроку'),
    roleField('role', 'Кто делает', 'Who does it', 'director'),
    formField('form', 'Форма', 'Form'),
    daysField('due', 'Дней на задачу', 'Days for the task', 14),
    daysField('remind', 'Напомнить за столько дней', 'Remind this many days before', 3),
    roleField('above', 'Кому сообщить о просрочке', 'Who is told when it is late', 'coordinator'),
  ],
  forms: ({ name }) => ({
    form: form(name!, [
      { type: 'textarea', key: 'result', label: 'Результат', validate: { required: true } },
    ]),
  }),
  draw({ name, role, form: formId, due, remind, above }) {
    const whole = days(due);
    const before = Math.max(1, whole - days(remind));
    return {
      parts: [
        {
          key: 'task',
          tag: 'userTask',
          name: name!,
          at: [0, 0],
          extensions: people({ role, form: formId, due: `now() + duration("P${whole}D")` }),
        },
        {
          key: 'soon',
          tag: 'boundaryEvent',
          name: 'Срок близко',
          at: [0, 0],
          on: 'task',
          attributes: { cancelActivity: 'false' },
          body: timer('timeDuration', `"P${before}D"`),
        },
        {
          key: 'late',
          tag: 'boundaryEvent',
          name: 'Срок прошёл',
          at: [0, 0],
          on: 'task',
          attributes: { cancelActivity: 'false' },
          body: timer('timeDuration', `"P${whole}D"`),
        },
        notice('remind', 'Напомнить исполнителю', role!, `Скоро срок: ${name}`, [1, 1]),
        { key: 'reminded', tag: 'endEvent', name: 'Напомнили', at: [2, 1] },
        notice('escalate', 'Сообщить о просрочке', above!, `Срок прошёл: ${name}`, [1, 2]),
        { key: 'escalated', tag: 'endEvent', name: 'Сообщили', at: [2, 2] },
      ],
      links: [
        { from: 'in', to: 'task' },
        { from: 'task', to: 'out' },
        { from: 'soon', to: 'remind' },
        { from: 'remind', to: 'reminded' },
        { from: 'late', to: 'escalate' },
        { from: 'escalate', to: 'escalated' },
      ],
    };
  },
});
