import { step } from '../steps.ts';
import { isFullName, peopleIn } from './people.ts';
import { beginsPost, isOneWordPost, splitAtPersons } from './persons.ts';

/** Beginnings of names of organizations and posts, in the nominative, that start another responsible without a comma. */
const heads =
  /^(?:руководител[ьи]|директора?|заместител[ьи]|зам\.?|завуч[и]?|учител[ья]|педагоги?|педагоги?-\p{L}+|учител[ья]-\p{L}+|методисты?|специалисты?|куратор[ы]?|тьютор[ы]?|координаторы?|администраци[яи]|школ[аы]-\p{L}+|классные|психологи?|воспитатели|наставники|эксперты|члены|родители|общеобразовательные|образовательные|социальные|школьн(?:ые|ая)|рабочая|творческ(?:ая|ие)|проектн(?:ая|ые)|команд[аы]|оо|оу|уо|рмк|имц|рмо|шмо|ммс|начальник|заведующ(?:ий|ая|ие)|председатель|комитет|управление|отдел|мбоу|мкоу|моу|маоу|мобу|мку|мбу|мау|гбоу|гаоу|гбу|гау|огаоу|методическая|ресурсный|муниципальный|информационно-методический|шнор|опорные)$/iu;

/** Words after which a name goes on, whatever follows. */
const governs =
  /(?:^|\s)(?:и|или|с|со|в|во|на|по|к|от|для|при|за|из|под|о|об|над|не|им\.?|имени|г\.?|с\.?|кл\.?|соц\.?|зам\.?|ст\.?|гл\.?|пед\.?|главный|старший|ведущий|первый|муниципальный|муниципальные|районный|районные|школьные|общий|служба)$/iu;

const persons =
  /^(?:руководител|директор|заместител|зам$|зам\.|завуч|учител|педагог|методист|специалист|куратор|тьютор|координатор|классн|психолог|начальник|заведующ|председатель)/iu;

const organization =
  /образовани|управлени|комитет|министерств|департамент|администраци|школ|центр|служб|методическ|кабинет|совет|объединени|организаци|учреждени|отдел|руководител|директор|заместител|педагог|учител|методист|специалист|куратор|тьютор|координатор|психолог|завуч|ответственн|команд|комисси|председател|начальник|завед|участник|эксперт|наставник|консультант|(?:^|\s)за[мв]\.|завхоз|медсестр|медработник|кладовщик|вожат|лице[йяию]|гимнази|библиотекар|администратор/iu;
const abbreviation =
  /(?:^|[^а-яёА-ЯЁ])(?:УО|КО|ОО|ОУ|РМК|ИМЦ|РМО|ШМО|ММС|ШНОР|МКУ|МБУ|МБОУ|МКОУ|МОУ|МАОУ|ГАОУ|ГБУ|РЦ|ЦРО|ИРО|ТМС|ППМС|ПМПК|КДН|УВР|ОМСУ|МОУО|МСОКО|ДПО|СОШ|ООШ)(?:$|[^а-яёА-ЯЁ])/u;
const person =
  /[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]?\.?|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+/u;

/** A post without its place: the line after it says where. */
const lonePost =
  /^(?:руководител[ьи]|директора?|заместител[ьи]|председатель|начальник|заведующ(?:ий|ая|ие))$/iu;

/** «Учитель-наставник» at the end of a line waits for a name, «МБУ» for what it is, «Заместитель» for whose. */
const awaits = (before: string, after: string): boolean =>
  (/^\p{L}[\p{L}-]*$/u.test(before) &&
    (singular.test(lowerFirst(before)) || isOneWordPost(before)) &&
    isPersonName(after)) ||
  (/^(?:заместител[ьи]|зам\.?)$/iu.test(before) &&
    /^(?:директор|начальник|председател|руководител|заведующ|глав)\p{L}*(?:а|я|его|ей|ов|ы)(?!\p{L})/iu.test(
      after,
    )) ||
  /^(?:М?[БКАГ]?ОУ|МБУ|МКУ|МАУ|ГБУ|ГАУ|ГБОУ|ГАОУ|МБОУ|МКОУ|МАОУ|ОГАОУ|ФГБУ)$/u.test(before);

/** «директор / Белова А.П. / завхоз / Зорин И.К.»: a post on a line of its own, with its own name below. */
const nextPost = (before: string, rest: string): boolean => {
  const [post = '', name = ''] = rest.split('\n', 2).map((line) => line.trim());
  return namedPost.test(before) && (singular.test(post) || isOneWordPost(post)) && awaits(post, name);
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** «ЦОКО» on a line of its own is a whole name; «зам. по УВР» is none. */
const loneAbbreviation = /^(?:УО|КО|РЦ|РМК|ИМЦ|ЦОКО|ИРО|ММС|ТМС|МСОКО|ВРМЦ|МОУО|ОМСУ|РЦОКО|ЦРО)$/u;

/** An adjective at the end of a line waits for its noun: «проектная» / «команда школы». */
const unfinished = /(?:^|\s)(?!(?:заведующ|управляющ))\p{L}{4,}(?:ая|ый|ий|ой|ые|ие|ого|ому|ым|ых)$/iu;

/** Goes on with the one before: «педагоги, ответственные за работу с одарёнными детьми». */
const continues =
  /^(?:ответственн|работающ|участвующ|входящ|имеющ|котор|реализующ|курирующ|преподающ|в том числе|из числа|занимающ|осуществляющ)/iu;

/** «Департамент культуры» goes on after a comma: «спорта и молодёжной политики». */
const authority = /^(?:департамент|министерство|управление|отдел|комитет)\s[^«(]{0,200}$/iu;
const restOfName = (name: string): boolean =>
  /^\p{Ll}{3,}[аяыиуюй](?:\s.*)?\sи\s\p{Ll}/u.test(name) &&
  !organization.test(name) &&
  !heads.test(name.split(' ')[0]!);

/** Takes a cell apart into organizations and people: by commas, lines, and beginnings of names; never inside quotes or brackets. */
export function splitResponsible(text: string): string[] {
  const found: string[] = [];
  for (const { text: own, whole } of peopleIn(text)) {
    if (whole) found.push(own);
    else addNames(found, own);
  }
  return [...new Set(found)];
}

function addNames(found: string[], text: string): void {
  for (const piece of splitOutside(text)) {
    for (const name of splitAtHeads(piece).flatMap(splitAtPersons)) {
      const before = found.at(-1);
      // «Иванова И.И., заместитель начальника» is one person with a post.
      const post = before !== undefined && isPersonName(before) && singular.test(name);
      const owner = before !== undefined && isPost(before) && isPersonName(name);
      // «зам. по УР, ВР» goes on; behind a whole organization («УО; ООО») it is one of its own.
      const whole = before !== undefined && /^(?:УО|КО|ОО|ОУ|РМК|ИМЦ|РМО|ШМО|ММС)$|»$/u.test(before);
      const area =
        !whole && /^(?:УР|УВР|ВР|НМР|МР|НР|АХР|АХЧ|ИКТ|ИТ|БЖ|НОО|ООО|СОО|УМР|ОТ)(?!\p{L})/u.test(name);
      const rest = before !== undefined && authority.test(before) && restOfName(name);
      if (before !== undefined && (rest || continues.test(name) || post || owner || area || /^\d/.test(name)))
        found[found.length - 1] = `${before}, ${name}`;
      else found.push(name);
    }
  }
}

/** «Белова» at the end of a line, and «А.П.» on the next. */
const surname = /(?:^|\s)\p{Lu}\p{Ll}+$/u;
const initials = /^\p{Lu}\.\s?(?:\p{Lu}\.?)?\s*(?:[,;\n]|$)/u;

/** «Министерство образования» at the end of a line, and «Энской области» on the next. */
const ofPlace =
  /^(?:\p{Lu}\p{Ll}+(?:ой|ого)\s(?:муниципальн\p{L}+\s|городск\p{L}+\s)?(?:области|края|района|округа|республики)|Республики\s\p{Lu})/u;

/** Short names that are no organizations. */
const examination = /^(?:ВПР|ОГЭ|ЕГЭ|ГИА|ГВЭ|ФГОС|НИКО|РДР|ФГ|ВСОКО|ОВЗ|НОКО|СВОД|ИТОГО|ДА|НЕТ)$/u;

/** How much a text looks like somebody who answers for something: 0 not at all, 1 surely. */
export function looksResponsible(text: string): number {
  if (text.length > 260) return 0;
  // «ММЦ», «ЦНППМ» by itself names nobody but an organization.
  const short = /^[А-ЯЁ]{2,6}(?=[,;]?$)/u.exec(text)?.[0];
  if (short) return examination.test(short) ? 0 : 1;
  const signs = Number(organization.test(text)) + Number(abbreviation.test(text)) + Number(person.test(text));
  if (signs === 0) return 0;
  const names = splitResponsible(text);
  const longest = Math.max(...names.map((name) => name.split(' ').length));
  const verbs =
    /(?:проведени|организаци[яию] |разработк|повышени|создани|обеспечени|анализ|участие|наличие|формировани|развити|выработк|план-график|внедрени|улучшени|совершенствовани|мониторинг|динамик|увеличени|уменьшени|снижени|(?:^|\s)рост |(?:^|\s)дол[яи] |выявлени|выявлены|проведен[оаы]? |обучен[оы]? |составлен|протокол|приказ|справк|отч[её]т(?:ы|$|\s))/iu;
  return (verbs.test(text) ? 0.2 : longest <= 7 ? 1 : 0.5) * (signs > 1 || text.length < 60 ? 1 : 0.8);
}

const namedPost = new RegExp(`^\\p{L}.*\\s(?:${person.source})$`, 'u');

function isPersonName(text: string): boolean {
  return isFullName(text);
}

/** One person's post: several people cannot be the one who is named beside it. */
const singular =
  /^(?:руководитель|директор|заместитель|зам\.|завуч|учитель|педагог|методист|специалист|куратор|тьютор|координатор|психолог|начальник|заведующ(?:ий|ая)|председатель|главный|старший|ведущий)(?!\p{L})/u;

function isPost(text: string): boolean {
  return (
    singular.test(lowerFirst(text)) &&
    !person.test(text) &&
    text.split(' ').length >= 2 &&
    !/(ы|и|я) (ОО|ОУ|РМО|ШМО)$/u.test(text)
  );
}

function splitOutside(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let quotes = 0;
  let brackets = 0;
  const flush = (): void => {
    const name = piece
      .replace(/\s+/g, ' ')
      .replace(/(\p{Ll})- (?=\p{Ll})/gu, '$1-')
      .replace(/^[\s.;,–—•·-]+|[\s;,–—-]+$/g, '')
      .replace(/(\p{Ll}{2})\.$/u, '$1');
    if (name) pieces.push(name);
    piece = '';
  };
  // «1. УО» on a line of its own is the first of a list.
  const letters = [...text.replace(/^\s*\d{1,2}[.)]\s+(?=\p{L})/gmu, '')];
  letters.forEach((letter, index) => {
    step();
    if (letter === '«') quotes += 1;
    if (letter === '»') quotes = Math.max(0, quotes - 1);
    if (letter === '(') brackets += 1;
    if (letter === ')') brackets = Math.max(0, brackets - 1);
    const slash = letter === '/' && letters[index - 1] === ' ' && letters[index + 1] === ' ';
    if (!/[,;\n]/.test(letter) && !slash) {
      piece += letter;
      return;
    }
    const rest = letters
      .slice(index + 1, index + 40)
      .join('')
      .trimStart();
    const outside =
      brackets === 0 &&
      (quotes === 0 ||
        /^(?:руководител|директор|заместител|педагог|методист|МКУ|МБУ|МОУ|УО|ОО|КО)/iu.test(rest));
    if (outside && (letter === ',' || letter === ';' || slash)) {
      quotes = 0;
      flush();
    } else if (letter === '\n') {
      const word = rest.split(/[\s,;]/)[0] ?? '';
      const starts =
        (/^[А-ЯЁA-Z«]/u.test(word) && !/^[«"]/.test(rest)) ||
        heads.test(word) ||
        nextPost(piece.trim(), rest);
      if (
        quotes === 0 &&
        brackets === 0 &&
        (starts || (loneAbbreviation.test(piece.trim()) && /^\p{L}{2,}/u.test(word))) &&
        !(lonePost.test(piece.trim()) && !persons.test(word)) &&
        !ofPlace.test(rest) &&
        !awaits(piece.trim(), rest.split(/[\n,;]/)[0]!.trim()) &&
        !governs.test(piece.trim()) &&
        !(surname.test(piece.trim()) && initials.test(rest)) &&
        !unfinished.test(piece.trim()) &&
        !/[-–]$/.test(piece.trim())
      )
        flush();
      else piece += ' ';
    } else piece += letter;
  });
  flush();
  return pieces;
}

/** «Ресурсный центр руководители ОУ» names two: a person's post in the nominative begins a new name. */
function splitAtHeads(text: string): string[] {
  const parts: string[] = [];
  let current: string[] = [];
  let quoted = 0;
  for (const word of text.split(' ')) {
    const bare = word.replace(/[(«]/g, '');
    const post = current.length > 0 && quoted === 0 && persons.test(bare) && heads.test(bare);
    const named = current.length > 0 && quoted === 0 && beginsPost(word, current);
    const begins =
      !unfinished.test(current.at(-1) ?? '') &&
      !governs.test(current.slice(-2).join(' ')) &&
      (named || (post && !persons.test(current[0]!)));
    const united = current.length > 0 && quoted === 0 && word === 'и';
    if (begins) {
      parts.push(current.join(' '));
      current = [];
    }
    current.push(united ? '\u0000' : word);
    quoted += (word.match(/[«(]/g)?.length ?? 0) - (word.match(/[»)]/g)?.length ?? 0);
  }
  parts.push(current.join(' '));
  return parts.flatMap(splitAtAnd).filter((part) => part.length > 0);
}

/** «УО и РМК» names two, «руководители и педагоги ОО» one group. */
function splitAtAnd(text: string): string[] {
  const pieces = text.split(' \u0000 ');
  const separate = pieces.length > 1 && pieces.every((piece) => /^[А-ЯЁ«]/u.test(piece));
  return (separate ? pieces : [pieces.join(' и ')]).map((piece) => piece.replaceAll('\u0000', 'и').trim());
}
