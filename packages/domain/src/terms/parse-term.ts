import { dashedYear, yearsOnly } from './lone-years.ts';
import { readDaysFromTo, readPoint, type Point } from './points.ts';
import { readEvent } from './events.ts';
import { readFrequency, readReference, readSpan } from './phrases.ts';
import { type Term, type TermContext, type TermPart, type TermProblem } from './term.ts';
import { skipDetail, skipOwnWords, skipRemark } from './remarks.ts';
import { takeSchoolDays } from './school-days.ts';
import { readSchoolYearBound } from './seasons.ts';
import { spell } from './spell.ts';
import { tokenize, TokenStream, whole } from './tokens.ts';
import {
  assumedYear,
  balance,
  candidateYears,
  noYear,
  otherYears,
  outside,
  periodOf,
  partOf,
  sameYears,
  schoolPair,
  setYear,
  shareYears,
  turned,
  windowOf,
  type Stretch,
} from './years.ts';

type Piece = Stretch | { kind: 'part'; part: TermPart } | { kind: 'unread'; text: string };

/** Terms longer than this are no terms; only their beginning is read. */
const longest = 2000;

/** A word that ends no term: what it is about stands on the next line. */
const hanging =
  /((?:^|[\s(])(?:течени[еи]|протяжении|конц[еау]|начал[еау]|середин[еуы]|мере|кажд(?:ый|ого|ую|ой)|учебн(?:ый|ого|ом)|летн(?:ий|его)|раза?|до|с|со|к|в|во|на|по|не позднее|не реже)|[-–—])\n/giu;

/** Words that add nothing to a time. */
const filler =
  /г|гг|год|года|году|годы|годов|и|в|во|на|а|также|или|далее|предположительно|планируется|срок|сроки|период|периоды|месяц|месяцы|числа|включительно|примерно|ориентировочно|весь|все|реализации|программы|кварталы|дата|даты|проведения|исполнения|учебный|ноль/;

/**
 * Reads a term as people write it: «до 07.09.2019», «25 26 ноября 2019 г.», «август ежегодно», «не реже 1 раза в квартал».
 * Never throws and never guesses in silence: an assumed year is marked, what was not understood is in `unread`.
 */
export function parseTerm(source: string, context: TermContext = {}): Term {
  const text = source
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[\n ]*/g, '\n')
    .trim();
  const empty = /^[-–—_.\s]*$/.test(text);
  if (empty)
    return { text: text.replaceAll('\n', ' '), certainty: 'read', parts: [], problems: [], unread: [] };

  const { read, misspelled } = spell(text.slice(0, longest).replace(hanging, '$1 '));
  const pieces = absorb(readPieces(read));
  const stretches = pieces.filter((piece) => piece.kind === 'stretch');
  const problems: TermProblem[] = [...misspelled];
  stretches.forEach((stretch, index) => schoolPair(stretch, stretches[index + 1]));
  stretches.forEach(turned);
  stretches.forEach(balance);
  shareYears(stretches);
  const parts = assemble(pieces, context, problems);
  const unread = pieces.flatMap((piece) => (piece.kind === 'unread' ? [piece.text] : []));
  if (text.length > longest) unread.push(text.slice(longest));
  for (const piece of unread)
    problems.push({ code: 'unread', message: `Не разобрано: «${piece}»`, text: piece });

  // A year that stands beside, or is the only one in the period, leaves no choice; the rest a person has to look at.
  const doubts = problems.some(({ code }) => !/^(?:year|calendar)-assumed$/.test(code));
  const certainty = parts.length === 0 ? 'unreadable' : doubts ? 'doubtful' : 'read';
  return { text: text.replaceAll('\n', ' '), certainty, parts, problems, unread };
}

function readPieces(source: string): Piece[] {
  const stream = new TokenStream(tokenize(source));
  const pieces: Piece[] = [];
  let unread: { start: number; end: number } | undefined;
  const flush = (): void => {
    if (unread)
      pieces.push({
        kind: 'unread',
        text: source.slice(unread.start, unread.end).replace(/\s+/g, ' ').trim(),
      });
    unread = undefined;
  };
  while (!stream.done) {
    const last = pieces.at(-1);
    const timed = last?.kind === 'stretch' || (last?.kind === 'part' && last.part.kind === 'recurrence');
    const own = skipOwnWords(stream);
    if (own === 'no-year' && last?.kind === 'stretch') last.problems.push(noYear(last.text));
    if (own) continue;
    if (last && !unread && (skipRemark(stream) || (timed && skipDetail(stream)))) continue;
    const start = stream.at;
    const found = readPiece(stream, source);
    if (found) {
      flush();
      pieces.push(...found);
      continue;
    }
    stream.at = start;
    const token = stream.peek()!;
    stream.at += 1;
    const idle =
      token.kind === 'line' ||
      (token.kind === 'mark' && !/[%№«»"<>+=*]/.test(token.text)) ||
      isFiller(token.text);
    if (idle && !unread) continue;
    if (/^[,;\n]$/.test(token.text)) {
      flush();
      continue;
    }
    if (idle && !isFiller(token.text)) continue;
    unread = { start: unread?.start ?? token.start, end: token.end };
  }
  flush();
  return pieces;
}

const isFiller = (text: string): boolean => whole(filler).test(text);

function readPiece(stream: TokenStream, source: string): Piece[] | undefined {
  const event = stream.attempt(() => countedEvent(stream, source));
  if (event) return [{ kind: 'part', part: event }];
  const span = readSpan(stream);
  if (span) {
    if ('points' in span)
      return span.points.map((point) => stretchOf(point, point, stream, source, stream.at));
    // «в течение года 2023-2024»: the dates that follow are those of the span.
    const points =
      span.span === 'year' || span.span === 'period' ? stream.attempt(() => yearsOnly(stream)) : undefined;
    if (points) return points.map((point) => stretchOf(point, point, stream, source, stream.at));
    return [{ kind: 'part', part: span }];
  }
  const frequency = readFrequency(stream);
  if (frequency) return frequency.map((part) => ({ kind: 'part', part }));
  const stretches = stream.attempt(() => readStretches(stream, source));
  if (stretches) return stretches;
  const part = readReference(stream, source) ?? readEvent(stream, source);
  return part ? [{ kind: 'part', part }] : undefined;
}

function countedEvent(stream: TokenStream, source: string): TermPart | undefined {
  const event = readEvent(stream, source);
  return event?.kind === 'event' && event.days !== undefined ? event : undefined;
}

/** «с 1 сентября по 31 мая», «до 07.09.2019», «не позднее 1 июня», «сентябрь – май», or single points. */
function readStretches(stream: TokenStream, source: string): Stretch[] | undefined {
  const start = stream.at;
  const days = stream.attempt(() => readDaysFromTo(stream));
  if (days) return [stretchOf(days, days, stream, source, start)];
  const bound = readSchoolYearBound(stream);
  if (bound) return [{ ...stretchOf(bound, bound, stream, source, start), bound: 'until' }];
  stream.takeAll(/в/, /срок|период/);
  stream.takeAll(/по/, /состоянию/);
  const limit = stream.takeAll(/не/, /позднее|позже/) ? 'не позднее' : stream.take(/до|по|к/)?.text;
  const until = limit !== undefined;
  const ended = until && stream.take(/конц[ау]|окончани[яю]|завершени[яю]/) !== undefined;
  const since =
    !until &&
    (stream.takeAll(/начиная/, /со?/) ||
      stream.takeAll(/не/, /ранее/) ||
      stream.take(/со?|от/) !== undefined);
  if (!until && !since) stream.take(/во?|на/);
  const points = readPoint(stream);
  if (!points) return undefined;
  const last = points.at(-1)!;
  if (!until && !since && last.unit === 'month' && last.from.year === undefined)
    stream.attempt(() => dashedYear(stream, last));
  const mark = since ? /-|по|до/ : /-|по/;
  const end = until
    ? undefined
    : stream.attempt(() => {
        stream.take(/,/);
        if (!stream.take(mark)) return undefined;
        stream.take(/конец|конца/);
        const found = readPoint(stream);
        return found?.length === 1 ? found[0] : undefined;
      });
  const singles = points.slice(0, -1).map((point) => stretchOf(point, point, stream, source, start));
  const stretch = stretchOf(last, end ?? last, stream, source, start);
  if (!end && until) {
    stretch.bound = 'until';
    // «до мая» may mean its first day or its last.
    const long = stretch.unit !== 'day' && stretch.unit !== 'days';
    if (long && !ended && (limit === 'до' || limit === 'к')) {
      const message = `«${stretch.text}» прочитано как конец этого времени; возможно, имелось в виду его начало`;
      stretch.problems.push({ code: 'vague', message, text: stretch.text });
    }
  }
  if (!end && since) stretch.bound = 'since';
  return [...singles, stretch];
}

function stretchOf(from: Point, to: Point, stream: TokenStream, source: string, start: number): Stretch {
  const first = stream.tokens[Math.min(start, stream.at - 1)]!;
  const text = source.slice(first.start, stream.tokens[stream.at - 1]!.end).replace(/\s+/g, ' ');
  const next = stream.text();
  return {
    kind: 'stretch',
    from: { ...from.from },
    to: { ...to.to },
    unit: from === to ? from.unit : from.unit === 'day' ? 'days' : from.unit,
    ...(from === to && from.ordinal !== undefined ? { ordinal: from.ordinal } : {}),
    problems: [...(from.problems ?? []), ...(to === from ? [] : (to.problems ?? []))],
    text,
    joined: next === '' || /^([,;\n/]|и|\d.*|[а-я]+)$/.test(next),
  };
}

/** What stands after a comma behind «по плану УО» belongs to it: «по плану УО, МКУ ДППО „РМК“». */
function absorb(pieces: Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const before = kept.at(-1);
    const reference = before?.kind === 'part' && before.part.kind === 'reference' ? before.part : undefined;
    if (piece.kind === 'unread' && reference) reference.text += `, ${piece.text}`;
    else kept.push(piece);
  }
  return kept;
}

function assemble(pieces: Piece[], context: TermContext, problems: TermProblem[]): TermPart[] {
  const dated = pieces.filter((piece) => piece.kind === 'stretch');
  const undated = dated.filter((stretch) => stretch.from.year === undefined && stretch.problems.length === 0);
  // «3 раза в год: октябрь, январь, май» names the three.
  const yearly = pieces.find(
    (piece) =>
      piece.kind === 'part' &&
      piece.part.kind === 'recurrence' &&
      piece.part.per === 'year' &&
      piece.part.every === 1 &&
      (piece.part.times === 1 || piece.part.times === undated.length),
  );
  const windows = yearly ? undated : [];
  const years = dated.filter((stretch) => stretch.unit === 'year' || stretch.unit === 'school-year');
  const recurs = pieces.some((piece) => piece.kind === 'part' && piece.part.kind === 'recurrence');
  // «1 раз в четверть, 2023-2024 учебный год»: the years say how long it recurs.
  const within = recurs && sameYears(years) ? years[0] : undefined;
  const host = !recurs && years.length === 1 ? years[0] : undefined;

  const parts: TermPart[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'unread') continue;
    if (piece.kind === 'part') {
      parts.push(piece.part.kind === 'span' ? datedSpan(piece.part, context) : piece.part);
      continue;
    }
    if ((within && years.includes(piece)) || windows.includes(piece)) continue;
    // «август 2019, 2020»: a bare year after a month of another year is that month again.
    if (repeatMonth(piece, dated, problems)) {
      parts.push(partOf(piece, true));
      continue;
    }
    if (
      host &&
      host !== piece &&
      piece.from.year === undefined &&
      piece.problems.length === 0 &&
      !piece.bound
    ) {
      const [year, ...others] = candidateYears(piece, { period: periodOf(host) });
      if (year !== undefined) {
        // «сентябрь 2023-2024» names a school year; «август 2023-2024» and «май 2022-2025» leave a choice.
        const summer = piece.from.month >= 6 && piece.from.month <= 8;
        if (others.length > 0 && (summer || host.to.year! - host.from.year! > 1))
          problems.push(otherYears(piece, others));
        setYear(piece, year);
        piece.yearFrom = host;
      }
    }
    const part = resolve(piece, context, problems);
    if (part) parts.push(part);
  }
  const used =
    host &&
    dated.some(
      (stretch) =>
        stretch !== host && stretch.joined && stretch.to.year !== undefined && inside(stretch, host),
    );
  return parts
    .filter(
      (part) =>
        !(
          used &&
          part.kind === 'range' &&
          part.from === periodOf(host!)!.from &&
          part.to === periodOf(host!)!.to
        ),
    )
    .map((part) => {
      if (part.kind !== 'recurrence') return part;
      const span = within ? { within: periodOf(within)! } : {};
      const when =
        yearly?.kind === 'part' && part === yearly.part && windows.length > 0
          ? { windows: windows.map(windowOf), times: 1 }
          : {};
      return { ...part, ...when, ...span };
    });
}

/** Whether a month took its year from the years written behind it («сентябрь 2023-2024 учебного года»). */
function inside(stretch: Stretch, host: Stretch): boolean {
  return stretch.yearFrom === host;
}

function repeatMonth(piece: Stretch, dated: Stretch[], problems: TermProblem[]): boolean {
  const before = dated[dated.indexOf(piece) - 1];
  const bare =
    piece.unit === 'year' && /^\W*\d{4}(?: ?гг?\.?)?$/u.test(piece.text) && piece.from.year === piece.to.year;
  if (
    !bare ||
    before?.unit !== 'month' ||
    before.from.year === undefined ||
    before.from.year >= piece.from.year!
  )
    return false;
  const year = piece.from.year!;
  piece.from = { ...before.from };
  piece.to = { ...before.to };
  piece.unit = 'month';
  setYear(piece, year);
  problems.push({
    code: 'year-ambiguous',
    message: `«${piece.text}» прочитано как тот же месяц ${year} года`,
    text: piece.text,
  });
  return true;
}

function resolve(stretch: Stretch, context: TermContext, problems: TermProblem[]): TermPart | undefined {
  let assumed = stretch.problems.some(({ code }) => code === 'year-assumed');
  problems.push(...stretch.problems);
  const told = problems.length;
  if (stretch.problems.some(({ code }) => code === 'impossible-date')) return undefined;
  if (stretch.problems.some(({ code }) => code === 'impossible-year' || code === 'no-year')) {
    if (stretch.unit === 'year') return undefined;
    stretch.from.year = undefined;
    stretch.to.year = undefined;
  } else if (stretch.from.year === undefined || stretch.to.year === undefined) {
    schoolHalf(stretch, context, problems);
    const [year, ...others] = candidateYears(stretch, context);
    if (year === undefined) {
      problems.push(noYear(stretch.text));
    } else {
      setYear(stretch, year);
      assumed = true;
      problems.push(
        assumedYear(stretch, year, context.period ? 'по периоду программы' : 'по текущему учебному году'),
      );
      if (others.length > 0) problems.push(otherYears(stretch, others));
      if (stretch.backwards) stretch.to.year = stretch.from.year;
    }
  }
  problems.splice(told, 0, ...takeSchoolDays(stretch, context.schoolCalendar));
  const part = partOf(stretch, assumed);
  if (part.kind === 'broken')
    problems.push({
      code: 'end-before-start',
      message: `Конец (${part.to}) раньше начала (${part.from})`,
      text: stretch.text,
      suggestion: `конец в ${stretch.from.year! + 1} году?`,
    });
  if (context.period && outside(part, context.period))
    problems.push({ code: 'outside-period', message: 'Срок вне периода программы', text: stretch.text });
  return part;
}

/** In a plan for a school year «I полугодие» is the one of the school year: said, for the other is possible. */
function schoolHalf(stretch: Stretch, { period }: TermContext, problems: TermProblem[]): void {
  const school = period && /-0[89]-01$/.test(period.from);
  if (!school || stretch.unit !== 'half-year' || stretch.ordinal === undefined || stretch.from.month === 9)
    return;
  const first = stretch.ordinal === 1;
  stretch.from = { month: first ? 9 : 1, day: 1 };
  stretch.to = { month: first ? 12 : 5, day: 0 };
  problems.push({
    code: 'vague',
    message: `Полугодие прочитано как учебное: ${first ? 'сентябрь – декабрь' : 'январь – май'}`,
    text: stretch.text,
    suggestion: first ? 'январь – июнь' : 'июль – декабрь',
  });
}

function datedSpan(part: Extract<TermPart, { kind: 'span' }>, { period }: TermContext): TermPart {
  if (!period) return part;
  const months =
    (Number(period.to.slice(0, 4)) - Number(period.from.slice(0, 4))) * 12 +
    Number(period.to.slice(5, 7)) -
    Number(period.from.slice(5, 7)) +
    1;
  const fits =
    part.span === 'period' ||
    part.span === 'always' ||
    (/year$/.test(part.span) && part.span !== 'half-year' && months <= 12);
  return fits ? { ...part, from: period.from, to: period.to, assumed: true } : part;
}
