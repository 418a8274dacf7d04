import { ruleTable } from '../testing/table.ts';

ruleTable('deadline-escalates', {
  valid: [
    'start s\nuser a due="=now()"\nboundary late of=a beside timer=P3D\nend e\ns -> a\nlate -> e',
    'start s\nuser a\ns -> a',
  ],
  invalid: [
    ['start s\nuser a due="=now()"\ns -> a', 'a'],
    ['start s\nuser a due="=now()"\nboundary failed of=a error=E\nend e\ns -> a\nfailed -> e', 'a'],
  ],
});
