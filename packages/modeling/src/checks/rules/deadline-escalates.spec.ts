import { ruleTable } from '../testing/table.ts';

ruleTable('deadline-escalates', {
  valid: [
    'start s\nuser a due="=terms.submitDue"\nboundary late of=a beside timer=P3D\nend e\ns -> a\nlate -> e',
    'start s\nuser a\ns -> a',
    // the subprocess around the task is timed
    'start s\nsub work {\nstart b\nuser a due="=terms.submitDue"\nb -> a\n}\nboundary late of=work beside timer=P3D\nend e\ns -> work\nlate -> e',
    // an event subprocess beside it is started by a timer
    'start s\nuser a due="=terms.submitDue"\non late {\nstart l beside timer=P3D\nend e\nl -> e\n}\ns -> a',
    'start s\nuser a due="=end of working day(working days after(today(), 5))"\ns -> a',
  ],
  invalid: [
    [
      'start s\nsub work {\nstart b\nuser a due="=terms.submitDue"\nb -> a\n}\nuser next\nboundary late of=next beside timer=P3D\nend e\ns -> work -> next\nlate -> e',
      'a',
    ],
    ['start s\nuser a due="=terms.submitDue"\ns -> a', 'a'],
    ['start s\nuser a due="=terms.submitDue"\nboundary failed of=a error=E\nend e\ns -> a\nfailed -> e', 'a'],
  ],
});
