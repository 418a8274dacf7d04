import { ruleTable } from '../testing/table.ts';

ruleTable('known-role', {
  known: { roles: ['expert', 'committee'] },
  valid: [
    'start s\nuser a groups=expert\ns -> a',
    'start s\nuser a groups="expert, committee"\ns -> a',
    'start s\nuser a groups="=roles"\ns -> a',
  ],
  invalid: [['start s\nuser a groups="expert, experts"\ns -> a', 'a']],
});
