import { FeelError } from '../errors.ts';
import { spend } from '../meter.ts';

/** A place where a pattern matches; `groups` begins with the whole. */
export interface Match {
  index: number;
  end: number;
  groups: (string | undefined)[];
}

/** One step of the matcher; `to` and `or` are numbers of steps, registers hold positions. */
type Step =
  | { kind: 'one'; fits: (symbol: string) => boolean }
  | { kind: 'either'; to: number; or: number }
  | { kind: 'go'; to: number }
  | { kind: 'keep'; register: number }
  | { kind: 'forget'; from: number; until: number }
  | { kind: 'moved'; register: number }
  | { kind: 'again'; group: number }
  | { kind: 'at'; holds: (text: string, at: number) => boolean }
  | { kind: 'ahead'; is: boolean; to: number }
  | { kind: 'done' };

const MOST_STEPS = 20_000;
/** A step takes less than a turn of a loop, and is reckoned with others. */
const STEPS_PER_TURN = 4;
const PORTION = 64;
const isWord = (symbol: string | undefined): boolean => symbol !== undefined && /\w/.test(symbol);
const isBreak = (symbol: string | undefined): boolean =>
  symbol !== undefined && /[\n\r\u2028\u2029]/.test(symbol);
/** The begin of a line of XPath: of the text, or after a newline that something follows. Here it is known as a whole. */
export const LINE_START = '(?:(?<![^])|(?<=\\n)(?=[^]))';

/** A pattern with every escape and every class of characters as `_`: what is left is its structure. */
export function skeleton({ source, flags }: RegExp): string {
  let [text, depth] = ['', 0];
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    if (char === '\\') at++;
    else if (char === '[' && (depth === 0 || flags.includes('v'))) depth++;
    else if (char === ']' && depth > 0) {
      if (--depth === 0) text += '_';
      continue;
    }
    if (depth === 0) text += char === '\\' ? '_' : char;
  }
  return text;
}

/** The character at a place, which may be two units of the text. */
function symbolAt(text: string, at: number): string {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00 ? String.fromCodePoint(text.codePointAt(at)!) : text[at]!;
}

/**
 * Does what the regular expression does, in the same order of tries, but counts its steps: V8 has no limit for patterns that
 * try exponentially many ways, such as `(a+)+b`. Throws FeelError for constructs that XPath does not have.
 */
export class BoundedPattern {
  private readonly steps: Step[] = [];
  private readonly source: string;
  private readonly flags: string;
  private readonly groups: number;
  private registers: number;
  private at = 0;
  private opened = 0;

  constructor(expression: RegExp) {
    const { source, flags } = expression;
    this.source = source;
    this.flags = flags;
    this.groups = (skeleton(expression).match(/\((?!\?)/g) ?? []).length;
    this.registers = 2 * (this.groups + 1);
    this.alternatives();
    if (this.at < source.length) this.refuse();
    this.add({ kind: 'done' });
  }

  /** The first match at or after a position. */
  find(text: string, from = 0): Match | null {
    for (
      let index = from;
      index <= text.length;
      index += index < text.length ? symbolAt(text, index).length : 1
    ) {
      spend(1 / STEPS_PER_TURN);
      const registers = this.run(text, index, 0);
      if (!registers) continue;
      const groups = Array.from({ length: this.groups + 1 }, (_, group) => {
        const [start, end] =
          group === 0 ? [index, registers[1]] : [registers[2 * group], registers[2 * group + 1]];
        return start === undefined || end === undefined ? undefined : text.slice(start, end);
      });
      return { index, end: registers[1]!, groups };
    }
    return null;
  }

  private run(
    text: string,
    start: number,
    first: number,
    given?: (number | undefined)[],
  ): (number | undefined)[] | null {
    const registers = given ?? new Array<number | undefined>(this.registers);
    const choices: { step: number; at: number; trail: number }[] = [];
    const trail: { register: number; was: number | undefined }[] = [];
    const set = (register: number, value: number | undefined): void => {
      trail.push({ register, was: registers[register] });
      registers[register] = value;
    };
    let [at, number, steps] = [start, first, 0];
    for (;;) {
      if (++steps % PORTION === 0) spend(PORTION / STEPS_PER_TURN);
      const step = this.steps[number]!;
      let fails = false;
      switch (step.kind) {
        case 'done':
          if (!given) registers[1] = at;
          return registers;
        case 'one': {
          const symbol = at < text.length ? symbolAt(text, at) : undefined;
          if (symbol !== undefined && step.fits(symbol)) at += symbol.length;
          else fails = true;
          break;
        }
        case 'either':
          choices.push({ step: step.or, at, trail: trail.length });
          number = step.to;
          continue;
        case 'go':
          number = step.to;
          continue;
        case 'keep':
          set(step.register, at);
          break;
        case 'forget':
          for (let register = step.from; register < step.until; register++) set(register, undefined);
          break;
        case 'moved':
          fails = registers[step.register] === at;
          break;
        case 'again': {
          const [from, until] = [registers[2 * step.group], registers[2 * step.group + 1]];
          const part = from === undefined || until === undefined ? '' : text.slice(from, until);
          const here = text.slice(at, at + part.length);
          const isSame = this.flags.includes('i') ? here.toLowerCase() === part.toLowerCase() : here === part;
          if (isSame) at += part.length;
          else fails = true;
          break;
        }
        case 'at':
          fails = !step.holds(text, at);
          break;
        case 'ahead': {
          const found = this.run(text, at, number + 1, registers.slice());
          fails = (found !== null) !== step.is;
          if (!fails) {
            if (found && step.is) found.forEach((value, register) => set(register, value));
            number = step.to;
            continue;
          }
          break;
        }
      }
      if (!fails) {
        number++;
        continue;
      }
      const choice = choices.pop();
      if (!choice) return null;
      for (let i = trail.length; i > choice.trail; i--) {
        const { register, was } = trail.pop()!;
        registers[register] = was;
      }
      number = choice.step;
      at = choice.at;
    }
  }

  private refuse(): never {
    throw new FeelError(
      `FEEL: the pattern "${this.source}" has something at character ${this.at + 1} that XPath does not know`,
    );
  }

  private add(step: Step): number {
    if (this.steps.length >= MOST_STEPS)
      throw new FeelError(
        `FEEL: the pattern "${this.source.slice(0, 100)}" is too long with its repetitions`,
      );
    return this.steps.push(step) - 1;
  }

  private alternatives(): void {
    const ends: number[] = [];
    for (;;) {
      const fork = this.add({ kind: 'either', to: 0, or: 0 });
      this.sequence();
      if (this.source[this.at] !== '|') {
        // The last alternative has nothing beside it.
        this.steps[fork] = { kind: 'go', to: fork + 1 };
        break;
      }
      this.at++;
      ends.push(this.add({ kind: 'go', to: 0 }));
      this.steps[fork] = { kind: 'either', to: fork + 1, or: this.steps.length };
    }
    for (const end of ends) this.steps[end] = { kind: 'go', to: this.steps.length };
  }

  private sequence(): void {
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at]!)) this.repeated();
  }

  /** An atom with its quantifier: its steps are written as often as it has to come, then once more round or one in the other. */
  private repeated(): void {
    const [begin, group] = [this.at, this.opened];
    const start = this.steps.length;
    this.atom();
    const quantifier = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})(\??)/.exec(this.source.slice(this.at));
    if (!quantifier) return;
    const [whole, low, comma, high, lazy] = quantifier;
    const least = low === undefined ? Number(whole[0] === '+') : Number(low);
    const most =
      low === undefined
        ? whole[0] === '?'
          ? 1
          : Infinity
        : comma === ''
          ? least
          : high === ''
            ? Infinity
            : Number(high);
    const after = this.at + whole.length;
    this.steps.length = start;
    const [first, until] = [2 * (group + 1), 2 * (this.opened + 1)];
    const once = (): void => {
      this.at = begin;
      this.opened = group;
      if (until > first) this.add({ kind: 'forget', from: first, until });
      this.atom();
    };
    for (let i = 0; i < least; i++) once();
    const fork = (to: number, or: number): Step =>
      lazy ? { kind: 'either', to: or, or: to } : { kind: 'either', to, or };
    const register = this.registers++;
    const optional = (): number => {
      const at = this.add({ kind: 'either', to: 0, or: 0 });
      this.add({ kind: 'keep', register });
      once();
      this.add({ kind: 'moved', register });
      return at;
    };
    if (most === Infinity) {
      const at = optional();
      this.add({ kind: 'go', to: at });
      this.steps[at] = fork(at + 1, this.steps.length);
    } else {
      const forks: number[] = [];
      for (let i = least; i < most; i++) forks.push(optional());
      for (const at of forks) this.steps[at] = fork(at + 1, this.steps.length);
    }
    this.at = after;
    this.opened = until / 2 - 1;
  }

  private atom(): void {
    const char = this.source[this.at]!;
    if (this.source.startsWith(LINE_START, this.at)) {
      this.at += LINE_START.length;
      const holds = (text: string, at: number): boolean =>
        at === 0 || (text[at - 1] === '\n' && at < text.length);
      return void this.add({ kind: 'at', holds });
    }
    if (char === '(') return this.group();
    if (char === '^' || char === '$') {
      this.at++;
      const many = this.flags.includes('m');
      const holds =
        char === '^'
          ? (text: string, at: number) => at === 0 || (many && isBreak(text[at - 1]))
          : (text: string, at: number) => at === text.length || (many && isBreak(text[at]));
      return void this.add({ kind: 'at', holds });
    }
    if (char === '\\') return this.escaped();
    if (char === '[') return this.one(this.classText());
    if ('*+?{'.includes(char)) this.refuse();
    if (char === '.' || this.flags.includes('i')) return this.one(symbolAt(this.source, this.at));
    const symbol = symbolAt(this.source, this.at);
    this.at += symbol.length;
    this.add({ kind: 'one', fits: (other) => other === symbol });
  }

  private group(): void {
    const kind = /^\((\?(?::|=|!|))?/.exec(this.source.slice(this.at))![1];
    if (kind === '?') this.refuse();
    this.at += 1 + (kind?.length ?? 0);
    if (kind === '?=' || kind === '?!') {
      const look = this.add({ kind: 'ahead', is: kind === '?=', to: 0 });
      this.alternatives();
      this.add({ kind: 'done' });
      this.steps[look] = { kind: 'ahead', is: kind === '?=', to: this.steps.length };
    } else if (kind === '?:') this.alternatives();
    else {
      const group = ++this.opened;
      this.add({ kind: 'keep', register: 2 * group });
      this.alternatives();
      this.add({ kind: 'keep', register: 2 * group + 1 });
    }
    if (this.source[this.at] !== ')') this.refuse();
    this.at++;
  }

  private escaped(): void {
    const rest = this.source.slice(this.at);
    const again = /^\\([1-9]\d*)/.exec(rest);
    if (again) {
      this.at += again[0].length;
      return void this.add({ kind: 'again', group: Number(again[1]) });
    }
    if (/^\\[bB]/.test(rest)) {
      this.at += 2;
      const wanted = rest[1] === 'b';
      const holds = (text: string, at: number): boolean =>
        (isWord(text[at - 1]) !== isWord(text[at])) === wanted;
      return void this.add({ kind: 'at', holds });
    }
    if (rest.startsWith('\\k')) this.refuse();
    this.one(/^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB]..\\u....|u....|x..|c.|[^])/.exec(rest)![0]);
  }

  private classText(): string {
    let [depth, end] = [0, this.at];
    do {
      if (this.source[end] === '\\') end++;
      else if (this.source[end] === '[' && (depth === 0 || this.flags.includes('v'))) depth++;
      else if (this.source[end] === ']') depth--;
      end++;
    } while (depth > 0 && end < this.source.length);
    return this.source.slice(this.at, end);
  }

  /** One character, as V8 itself understands it. */
  private one(text: string): void {
    this.at += text.length;
    const pattern = new RegExp(`^(?:${text})$`, this.flags.replace(/[gmy]/g, ''));
    const known = new Map<string, boolean>();
    this.add({
      kind: 'one',
      fits: (symbol) => {
        const found = known.get(symbol);
        if (found !== undefined) return found;
        const fits = pattern.test(symbol);
        known.set(symbol, fits);
        return fits;
      },
    });
  }
}
