import { type TokenStream } from './tokens.ts';

const occasion =
  /входн[а-я]+|стартов[а-я]+|промежуточн[а-я]+|итогов[а-я]+|первичн[а-я]+|повторн[а-я]+|заключительн[а-я]+|контрольн[а-я]+|диагностика|этапы?|срез|тур|[1-4]|мониторинг|контроль|-/;

/** Takes a remark in brackets that only names the occasion: «октябрь (входной), май (итоговый)». */
export function skipRemark(stream: TokenStream): boolean {
  const found = stream.attempt(() => {
    if (!stream.take(/\(/)) return undefined;
    let words = 0;
    while (stream.take(occasion)) words += 1;
    return words > 0 && stream.take(/\)/) ? true : undefined;
  });
  return found ?? false;
}
