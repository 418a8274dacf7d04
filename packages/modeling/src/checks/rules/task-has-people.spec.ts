import { ruleTable } from '../testing/table.ts';

ruleTable('task-has-people', {
  valid: [
    'start s\nuser a groups=expert\ns -> a',
    'start s\nuser a assignee="=who"\ns -> a',
    'start s\nservice a job=x\ns -> a',
  ],
  invalid: [['start s\nuser a\ns -> a', 'a']],
});
