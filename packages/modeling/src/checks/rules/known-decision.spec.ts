import { ruleTable } from '../testing/table.ts';

ruleTable('known-decision', {
  known: { decisions: ['verdict'] },
  valid: [
    'start s\nrule a decision=verdict result=v\ns -> a',
    'start s\nrule a decision="=chosen" result=v\ns -> a',
  ],
  invalid: [['start s\nrule a decision=verdicts result=v\ns -> a', 'a']],
});
