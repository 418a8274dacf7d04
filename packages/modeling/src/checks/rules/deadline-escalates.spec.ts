import { ruleTable } from '../testing/table.ts';

ruleTable('deadline-escalates', {
  valid: [
    'start s\nuser a due="=terms.submitDue"\nboundary late of=a beside timer=P3D\nend e\ns -> a\nlate -> e',
    'start s\nuser a\ns -> a',
    'start s\nuser a due="=end of working day(working days after(today(), 5))"\ns -> a',
  ],
  invalid: [
    ['start s\nuser a due="=terms.submitDue"\ns -> a', 'a'],
    ['start s\nuser a due="=terms.submitDue"\nboundary failed of=a error=E\nend e\ns -> a\nfailed -> e', 'a'],
  ],
});
