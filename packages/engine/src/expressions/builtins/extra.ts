import { FeelError } from '../errors.ts';
import { equalValues, isContext, valueText, type Value } from '../values.ts';
import { distinct } from './list.ts';
import { overload, type FunctionTable } from './overloads.ts';
import { xpathPattern } from './regex.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** UTF-8 bytes of a text; neither Node's nor the browser's encoder may be assumed here. */
function utf8(text: string): number[] {
  // a surrogate without its other half is no character
  const escaped = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
  return Array.from(escaped.matchAll(/%([0-9A-F]{2})|(.)/g), ([, hex, char]) =>
    hex ? parseInt(hex, 16) : char!.charCodeAt(0),
  );
}

function toBase64(text: string): string {
  const bytes = utf8(text);
  let result = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]];
    result += BASE64[a >> 2]! + BASE64[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    result +=
      b === undefined
        ? '=='
        : BASE64[((b & 15) << 2) | ((c ?? 0) >> 6)]! + (c === undefined ? '=' : BASE64[c & 63]!);
  }
  return result;
}

/** The text of UTF-8 bytes in base 64; undefined where it is none. */
function fromBase64(text: string): string | undefined {
  const digits = text.replace(/={1,2}$/, '');
  if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return undefined;
  let [bits, held, escaped] = [0, 0, ''];
  for (const digit of digits) {
    bits = ((bits << 6) | BASE64.indexOf(digit)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    escaped += `%${((bits >> held) & 255).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}

/** Functions that DMN lacks and modelers of Camunda 8 use; none of them reads a clock or draws lots. */
export const extraFunctions: FunctionTable = {
  'is defined': [overload<[Value]>('value: any', ([value]) => value !== null)],
  'get or else': [
    overload<[Value, Value]>('value: any, default: any', ([value, otherwise]) => value ?? otherwise),
  ],
  assert: [
    overload<[Value, Value, string?]>(
      'value: any, condition: any, cause?: string',
      ([value, condition, cause]) => {
        if (condition === true) return value;
        throw new FeelError(`FEEL: assert() failed: ${cause ?? `the condition is ${valueText(condition)}`}`);
      },
    ),
  ],
  trim: [overload<[string]>('string: string', ([text]) => text.trim())],
  'is blank': [overload<[string]>('string: string', ([text]) => text.trim() === '')],
  'is empty': [
    overload<[Value[]]>('list: list', ([list]) => list.length === 0),
    overload<[Record<string, Value>]>('context: context', ([context]) => Object.keys(context).length === 0),
  ],
  'to base64': [overload<[string]>('value: string', ([text]) => toBase64(text))],
  'from base64': [
    overload<[string]>(
      'value: string',
      ([text], call) => fromBase64(text) ?? call.warn('from base64(): the text is no text in base 64'),
    ),
  ],
  extract: [
    overload<[string, string]>('string: string, pattern: string', ([text, pattern], call) => {
      const expression = xpathPattern(pattern, '', call.isBeforeFive);
      return expression
        ? Array.from(expression.all(text), ({ groups }) => groups[0]!)
        : call.warn(`extract(): "${pattern}" is no pattern of XPath`);
    }),
  ],
  'duplicate values': [
    overload<[Value[]]>('list: list', ([list]) =>
      distinct(list.filter((item) => list.filter((other) => equalValues(item, other) === true).length > 1)),
    ),
  ],
  partition: [
    overload<[Value[], number]>('list: list, size: number', ([list, size], call) => {
      if (!(size >= 1)) return call.warn(`partition(): the size has to be at least 1, but is ${size}`);
      return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
        list.slice(index * size, (index + 1) * size),
      );
    }),
  ],
  'to json': [
    overload<[Value]>('value: any', ([value], call) =>
      JSON.stringify(value, (_, item: unknown) =>
        typeof item === 'object' && item !== null && !Array.isArray(item) && !isContext(item)
          ? call.isBeforeFive
            ? String(item)
            : valueText(item as Value)
          : item,
      ),
    ),
  ],
  'from json': [
    overload<[string]>('value: string', ([text], call) => {
      try {
        return JSON.parse(text) as Value;
      } catch {
        return call.warn('from json(): the text is no JSON');
      }
    }),
  ],
};
