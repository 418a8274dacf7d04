import { defineBlock } from './block.ts';
import { notice, roleField, textField } from './pieces.ts';

/** Tells people of a role something. */
export const notify = defineBlock({
  id: 'notify',
  title: { ru: 'Известить', en: 'Notify' },
  description: {
    ru: 'Все, у кого есть роль, получают извещение.',
    en: 'Everybody in a role gets a notification.',
  },
  fields: [
    roleField('role', 'Кого известить', 'Who is told', 'director'),
    textField('text', 'Что сказать', 'What to say', 'Дело продвинулось'),
  ],
  draw: ({ role, text }) => ({
    parts: [notice('notify', 'Известить', role!, text!, [0, 0])],
    links: [
      { from: 'in', to: 'notify' },
      { from: 'notify', to: 'out' },
    ],
  }),
});
