import chardet from 'chardet';
import iconv from 'iconv-lite';
import { PlanImportError, type PlanProblem } from '../raw-table.ts';

const russian = ['windows-1251', 'koi8-r', 'ibm866', 'maccyrillic', 'iso-8859-5'];

/** Reads bytes as text whatever their encoding; lines in another encoding than the rest are read by their own and told of. */
export function decodeText(bytes: Uint8Array): { text: string; problems: PlanProblem[] } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (
    buffer.length >= 2 &&
    ((buffer[0] === 0xff && buffer[1] === 0xfe) || (buffer[0] === 0xfe && buffer[1] === 0xff))
  )
    return { text: iconv.decode(buffer, 'utf-16'), problems: [] };
  if (buffer.subarray(0, 4096).includes(0)) {
    const wide = guessWide(buffer);
    if (wide) return { text: iconv.decode(buffer, wide), problems: [] };
    throw new PlanImportError(
      'not-text',
      'Это двоичный файл, а не текст и не таблица. Сохраните план как docx, xlsx или csv и загрузите снова.',
    );
  }
  const whole = strictUtf8(buffer);
  if (whole !== undefined) return { text: whole, problems: [] };
  return decodeLines(buffer);
}

function decodeLines(buffer: Buffer): { text: string; problems: PlanProblem[] } {
  const lines: { bytes: Buffer; utf8: string | undefined }[] = [];
  for (let start = 0; start <= buffer.length;) {
    const end = buffer.indexOf(0x0a, start);
    const bytes = buffer.subarray(start, end < 0 ? buffer.length : end);
    lines.push({ bytes, utf8: strictUtf8(bytes) });
    if (end < 0) break;
    start = end + 1;
  }
  const foreign = lines.filter((line) => line.utf8 === undefined);
  const encoding = guessRussian(Buffer.concat(foreign.map((line) => line.bytes).slice(0, 2000)));
  const text = lines.map((line) => line.utf8 ?? iconv.decode(line.bytes, encoding)).join('\n');
  const inUtf8 = lines.filter((line) => line.utf8 !== undefined && /[а-яё]/i.test(line.utf8)).length;
  if (inUtf8 === 0) return { text, problems: [] };
  const first = lines.findIndex((line) => line.utf8 === undefined) + 1;
  const message = `Кодировки смешаны: строк в ${encoding} — ${foreign.length} (первая — ${first}), остальные в UTF-8. Проверьте буквы.`;
  return {
    text,
    problems: [{ code: 'mixed-encoding', severity: 'warning', message, place: `строка ${first}` }],
  };
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function guessWide(buffer: Buffer): string | undefined {
  const sample = buffer.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0 || byte === 4) zeros[index % 2]! += 1;
  });
  if (zeros[1]! > sample.length * 0.3) return 'utf-16le';
  return zeros[0]! > sample.length * 0.3 ? 'utf-16be' : undefined;
}

/** The Russian encoding that gives the most ordinary letters; the detector's guess wins a tie. */
function guessRussian(sample: Buffer): string {
  const guessed = chardet.analyse(sample).map(({ name }) => name.toLowerCase());
  const score = (encoding: string): number => {
    const text = iconv.decode(sample, encoding);
    const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
    const rank = guessed.indexOf(encoding);
    return (
      count(/[оеаинтсрвл]/g) * 2 +
      count(/[а-яё]/g) -
      count(/[а-яё][А-ЯЁ]/g) * 4 -
      count(/[^\s\wа-яёА-ЯЁ.,;:!?()«»"'№–—%/-]/g) * 3 +
      (rank < 0 ? 0 : 5 - rank)
    );
  };
  return russian
    .map((name) => ({ name, score: score(name) }))
    .sort((left, right) => right.score - left.score)[0]!.name;
}
