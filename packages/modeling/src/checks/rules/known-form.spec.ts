import { ruleTable } from '../testing/table.ts';

ruleTable('known-form', {
  known: { forms: ['grade'] },
  valid: [
    'start s\nuser a form=grade\ns -> a',
    'start s\nuser a\ns -> a',
    'start s form=grade\nuser a\ns -> a',
  ],
  invalid: [
    ['start s\nuser a form=grades\ns -> a', 'a'],
    ['start s form=grades\nuser a\ns -> a', 's'],
  ],
});
