import type { MatchedPair, MatchingAspect } from '@opora/contracts';

const whole = new Intl.NumberFormat('ru', { maximumFractionDigits: 0 });

/** Why a pair was proposed, as a sentence that the coordinator may change. */
export function reasonOfPair({ aspects, partner, fixed }: MatchedPair): string {
  const words = aspects.flatMap((aspect) => wordsOf(aspect, partner.district.name));
  if (fixed) words.unshift('пара закреплена вручную');
  const [first, ...rest] = words;
  return first
    ? `${first[0]!.toLocaleUpperCase('ru')}${first.slice(1)}${rest.map((each) => `; ${each}`).join('')}.`
    : '';
}

/** What is worth saying of one side; what is not known is not said. */
function wordsOf({ fact }: MatchingAspect, districtName: string): string[] {
  switch (fact.kind) {
    case 'subjects':
      return fact.covered.length > 0 ? [`сильна в том, где нужна помощь: ${fact.covered.join(', ')}`] : [];
    case 'distance':
      return fact.km === null
        ? []
        : [
            fact.estimated
              ? `около ${whole.format(fact.km)} км (по карте)`
              : `${whole.format(fact.km)} км по дороге`,
          ];
    case 'load':
      return [`ведёт школ: ${fact.load} из ${fact.capacity}`];
    case 'history':
      return fact.result === null
        ? []
        : [`прежняя работа пары: ${fact.result > 0 ? 'с результатом' : 'без результата'}`];
    case 'district':
      return fact.same ? [] : [`школа другого района (${districtName})`];
  }
}
