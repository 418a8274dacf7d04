import { ruleTable } from '../testing/table.ts';

ruleTable('task-has-form', {
  valid: [
    'start s\nuser a form=grade\ns -> a',
    'start s\nuser a vote.size="=3" vote.outcomeVariable=verdict\ns -> a',
    'start s\nmanual a\ns -> a',
  ],
  invalid: [['start s\nuser a groups=expert\ns -> a', 'a']],
});
