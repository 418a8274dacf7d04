/** Why an expression has no equivalent. */
export class NoEquivalent extends Error {}

interface Token {
  kind: 'number' | 'string' | 'name' | 'sign' | 'end';
  text: string;
}

const signs = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '!',
  '+',
  '-',
  '*',
  '/',
  '%',
  '?',
  ':',
  '(',
  ')',
  '[',
  ']',
  '.',
  ',',
];
const wordSigns: { [word: string]: string } = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
  div: '/',
  mod: '%',
  empty: 'empty',
};
/** Words that FEEL reads otherwise than as a name. */
const reserved = new Set([
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'instance',
  'of',
  'between',
  'function',
  'null',
]);
/** Variables of a multi-instance under their names here. */
const renamed: { [name: string]: string } = {
  nrOfInstances: 'numberOfInstances',
  nrOfActiveInstances: 'numberOfActiveInstances',
  nrOfCompletedInstances: 'numberOfCompletedInstances',
};

function tokens(source: string): Token[] {
  const found: Token[] = [];
  let rest = source.trim();
  while (rest !== '') {
    const number = /^\d+(\.\d+)?/.exec(rest);
    const name = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(rest);
    const quoted = /^(['"])((?:\\.|(?!\1)[^\\])*)\1/.exec(rest);
    const sign = signs.find((each) => rest.startsWith(each));
    let length: number;
    if (number) {
      found.push({ kind: 'number', text: number[0] });
      length = number[0].length;
    } else if (quoted) {
      found.push({ kind: 'string', text: quoted[2]!.replace(/\\(.)/g, '$1') });
      length = quoted[0].length;
    } else if (name) {
      const word = Object.hasOwn(wordSigns, name[0]) ? wordSigns[name[0]] : undefined;
      found.push(word ? { kind: 'sign', text: word } : { kind: 'name', text: name[0] });
      length = name[0].length;
    } else if (sign) {
      found.push({ kind: 'sign', text: sign });
      length = sign.length;
    } else throw new NoEquivalent(`непонятный знак «${rest[0]}»`);
    rest = rest.slice(length).trimStart();
  }
  return [...found, { kind: 'end', text: '' }];
}

/** JUEL without `${…}` as FEEL; throws `NoEquivalent` where FEEL cannot say it. */
export function juelToFeel(source: string): string {
  const reader = new Reader(tokens(source));
  const feel = reader.choice();
  if (reader.here.kind !== 'end') throw new NoEquivalent(`лишнее «${reader.here.text}»`);
  return feel;
}

/** Binary signs from the loosest to the tightest, with their FEEL. */
const levels: { [sign: string]: string }[] = [
  { '||': 'or' },
  { '&&': 'and' },
  { '==': '=', '!=': '!=' },
  { '<': '<', '>': '>', '<=': '<=', '>=': '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', '%': 'modulo' },
];

class Reader {
  private at = 0;
  constructor(private readonly list: Token[]) {}

  get here(): Token {
    return this.list[this.at]!;
  }
  private is(sign: string): boolean {
    return this.here.kind === 'sign' && this.here.text === sign;
  }
  private take(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.at += 1;
    return true;
  }
  private expect(sign: string): void {
    if (!this.take(sign))
      throw new NoEquivalent(`ожидалось «${sign}», найдено «${this.here.text || 'конец'}»`);
  }

  choice(): string {
    const condition = this.binary(0);
    if (!this.take('?')) return condition;
    const yes = this.choice();
    this.expect(':');
    return `if ${condition} then ${yes} else ${this.choice()}`;
  }

  private binary(level: number): string {
    const known = levels[level];
    if (!known) return this.unary();
    let left = this.binary(level + 1);
    while (this.here.kind === 'sign' && Object.hasOwn(known, this.here.text)) {
      const sign = known[this.here.text]!;
      this.at += 1;
      const right = this.binary(level + 1);
      left = sign === 'modulo' ? `modulo(${left}, ${right})` : `${left} ${sign} ${right}`;
    }
    return left;
  }

  private unary(): string {
    if (this.take('!')) return `not(${this.unary()})`;
    if (this.take('-')) return `-${this.unary()}`;
    if (this.take('empty')) {
      const value = this.unary();
      return `(${value} = null or ${value} = "" or ${value} = [])`;
    }
    return this.value();
  }

  private value(): string {
    const token = this.here;
    this.at += 1;
    if (token.kind === 'number') return this.after(token.text);
    if (token.kind === 'string') return this.after(JSON.stringify(token.text));
    if (token.kind === 'name') return this.name(token.text);
    if (token.kind === 'sign' && token.text === '(') {
      const inner = this.choice();
      this.expect(')');
      return this.after(`(${inner})`);
    }
    throw new NoEquivalent(`неожиданное «${token.text || 'конец'}»`);
  }

  private name(name: string): string {
    if (['true', 'false', 'null'].includes(name)) return name;
    if (this.is('(')) throw new NoEquivalent(`вызов функции ${name}()`);
    if (name === 'execution' || name === 'task') return this.execution(name);
    if (name.includes('$') || reserved.has(name)) throw new NoEquivalent(`имя «${name}» в FEEL невозможно`);
    return this.after(renamed[name] ?? name);
  }

  /** `execution.getVariable('x')` is the variable itself; nothing else of the execution is known here. */
  private execution(name: string): string {
    if (!this.take('.')) throw new NoEquivalent(`«${name}» как значение`);
    const method = this.here.text;
    this.at += 1;
    if (!['getVariable', 'getVariableLocal', 'hasVariable'].includes(method) || !this.take('('))
      throw new NoEquivalent(`${name}.${method}`);
    const variable = this.here;
    this.at += 1;
    if (variable.kind !== 'string') throw new NoEquivalent(`${name}.${method} с вычисляемым именем`);
    this.expect(')');
    return method === 'hasVariable'
      ? `(${variable.text} != null)`
      : this.after(renamed[variable.text] ?? variable.text);
  }

  /** Properties, indices and the few methods that FEEL has functions for. */
  private after(start: string): string {
    let value = start;
    for (;;) {
      if (this.take('.')) {
        const property = this.here;
        if (property.kind !== 'name') throw new NoEquivalent(`свойство «${property.text}»`);
        this.at += 1;
        value = this.take('(') ? this.method(value, property.text) : `${value}.${property.text}`;
      } else if (this.take('[')) {
        const key = this.here;
        const inner = this.choice();
        this.expect(']');
        // Lists count from 0 there and from 1 here.
        if (key.kind === 'number' && /^\d+$/.test(inner)) value = `${value}[${Number(inner) + 1}]`;
        else if (key.kind === 'string' && inner.startsWith('"')) value = `get value(${value}, ${inner})`;
        else throw new NoEquivalent('вычисляемый номер в списке');
      } else return value;
    }
  }

  private method(value: string, name: string): string {
    const args: string[] = [];
    while (!this.is(')')) {
      args.push(this.choice());
      if (!this.take(',')) break;
    }
    this.expect(')');
    const [first = ''] = args;
    switch (`${name}/${args.length}`) {
      case 'equals/1':
        return `(${value} = ${first})`;
      case 'contains/1':
        // Of a text and of a list alike in JUEL; which of the two is known only at run time.
        return `(if ${value} instance of string then contains(${value}, ${first}) else list contains(${value}, ${first}))`;
      case 'size/0':
        return `count(${value})`;
      case 'isEmpty/0':
        return `(${value} = null or ${value} = "" or ${value} = [])`;
      case 'length/0':
        return `string length(${value})`;
      case 'toLowerCase/0':
        return `lower case(${value})`;
      case 'toUpperCase/0':
        return `upper case(${value})`;
      case 'startsWith/1':
        return `starts with(${value}, ${first})`;
      case 'endsWith/1':
        return `ends with(${value}, ${first})`;
      case 'get/1':
        return first.startsWith('"') ? `get value(${value}, ${first})` : `${value}[${first} + 1]`;
      default:
        throw new NoEquivalent(`вызов .${name}()`);
    }
  }
}

/**
 * A value as Camunda 7 writes it — text with any number of `${…}` — as a value here: `= …` where something is
 * calculated, else the text as it is.
 */
export function valueToFeel(text: string): string {
  const whole = /^\s*[$#]\{([^{}]*)\}\s*$/.exec(text);
  if (whole) return `=${juelToFeel(whole[1]!)}`;
  if (!/[$#]\{/.test(text)) return text;
  const parts = text.split(/([$#]\{[^{}]*\})/).filter((part) => part !== '');
  if (parts.some((part) => /[$#]\{/.test(part) && !/^[$#]\{[^{}]*\}$/.test(part)))
    throw new NoEquivalent('фигурные скобки внутри выражения');
  return `=${parts
    .map((part) => {
      const inner = /^[$#]\{([^{}]*)\}$/.exec(part)?.[1];
      return inner === undefined ? JSON.stringify(part) : `string(${juelToFeel(inner)})`;
    })
    .join(' + ')}`;
}
