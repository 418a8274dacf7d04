import { ruleTable } from '../testing/table.ts';

ruleTable('known-process', {
  known: { processes: ['expertise'] },
  valid: ['start s\ncall a calls=expertise\ns -> a', 'start s\ncall a calls="=next"\ns -> a'],
  invalid: [['start s\ncall a calls=expertize\ns -> a', 'a']],
});
