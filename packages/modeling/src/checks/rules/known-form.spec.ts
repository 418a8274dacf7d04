import { ruleTable } from '../testing/table.ts';

ruleTable('known-form', {
  known: { forms: ['grade'] },
  valid: ['start s\nuser a form=grade\ns -> a', 'start s\nuser a\ns -> a'],
  invalid: [['start s\nuser a form=grades\ns -> a', 'a']],
});
