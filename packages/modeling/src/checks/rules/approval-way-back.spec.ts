import { ruleTable } from '../testing/table.ts';

ruleTable('approval-way-back', {
  valid: [
    // back to the approved work
    'start s\nuser write\nuser approve "Утвердить программу"\nxor ok\nend e\ns -> write -> approve -> ok\nok -> e if decision = "approve"\nok => write',
    // aside to another end
    'start s\nuser vote vote.size="=3"\nxor ok\nend yes\nend no\ns -> vote -> ok\nok -> yes if decision = "approve"\nok => no',
    // a script between
    'start s\nuser write\nuser approve "Проверить отчёт"\nscript note script="=1"\nxor ok\nend e\ns -> write -> approve -> note -> ok\nok -> e if decision = "approve"\nok => write',
    // an order on what was approved before
    'start s\nuser order "Утвердить программу приказом"\nend e\ns -> order -> e',
    // not an approval
    'start s\nuser write "Написать программу"\nend e\ns -> write -> e',
  ],
  invalid: [
    ['start s\nuser approve "Согласовать приказ"\nend e\ns -> approve -> e', 'approve'],
    ['start s\nuser approve "Утвердить программу"\nend e\ns -> approve -> e', 'approve'],
    [
      'start s\nuser vote vote.size="=3"\nxor ok\nuser a\nuser b\nxor j\nend e\ns -> vote -> ok\nok -> a if decision = "approve"\nok => b\na -> j\nb -> j -> e',
      'vote',
    ],
  ],
});
