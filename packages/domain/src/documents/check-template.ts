import Docxtemplater, { type DXT } from 'docxtemplater';
import InspectModule from 'docxtemplater/js/inspect-module.js';
import { distance } from 'fastest-levenshtein';
import PizZip from 'pizzip';
import { PlanImportError } from '../plan-import/raw-table.ts';
import { inspectArchive } from '../plan-import/read/archive.ts';
import type { DocumentField } from './field.ts';
import { readTag, tagForms } from './tag.ts';
import { TemplatePlaces } from './template-places.ts';

// The library's types speak of a default export that its CommonJS file does not have.
const Inspector = InspectModule as unknown as new () => DXT.Module & { getAllStructuredTags(): Part[] };

/** What is wrong with a template, and where: the tag as it is written, and the text around it. */
export interface TemplateProblem {
  tag: string | null;
  message: string;
  place: string | null;
}

/** A template that has been read: its tags in the order in which they stand, and what is wrong with it. */
export interface CheckedTemplate {
  tags: string[];
  problems: TemplateProblem[];
}

/** Most that a template may be, packed and unpacked. */
export const templateLimits = {
  packed: 5_000_000,
  // A template of a few pages has a hundred thousand bytes of markup; it is compiled while others wait.
  archive: { total: 40_000_000, xml: 3_000_000, entries: 500 },
} as const;

const unknownKind =
  'Это не обычный документ Word (docx): не сказано, какие в нём части. Откройте файл в Word и сохраните его как docx.';

/** A part of a parsed template as the library gives it. */
interface Part {
  type: string;
  value: string;
  module?: string;
  subparsed?: Part[];
}

const faults: { [id: string]: string } = {
  unclosed_tag: 'нет закрывающей скобки «}»',
  unopened_tag: 'нет открывающей скобки «{»',
  duplicate_open_tag:
    'скобка «{» стоит дважды: списки начинаются с {#имя}, остальное пишется в одних скобках',
  duplicate_close_tag: 'скобка «}» стоит дважды',
  unclosed_loop: 'список не закончен: нужен {/имя}',
  unopened_loop: 'у {/имя} нет начала {#имя}',
  closing_tag_does_not_match_opening_tag: 'список начат одним именем, а закончен другим',
  raw_xml_tag_not_in_paragraph: 'рисунок {@имя} должен стоять один в своём абзаце',
  raw_tag_outerxml_invalid: 'рисунок {@имя} должен стоять один в своём абзаце',
  multi_error: 'в разметке несколько ошибок',
};

/** Reads the tags of a docx and checks each against the fields of its kind; a file that is no sound docx is a problem too. */
export async function checkTemplate(
  content: Buffer,
  fields: readonly DocumentField[],
): Promise<CheckedTemplate> {
  const refused = (message: string): CheckedTemplate => ({
    tags: [],
    problems: [{ tag: null, message, place: null }],
  });
  if (content.length > templateLimits.packed) return refused('Шаблон больше 5 МБ: уберите из него рисунки.');
  let names: string[];
  try {
    names = await inspectArchive(content, templateLimits.archive);
  } catch (error) {
    return refused(
      error instanceof PlanImportError && error.code === 'archive-too-large'
        ? 'Внутри шаблона слишком много данных: оставьте в нём только текст документа, без рисунков и чужих страниц.'
        : 'Это не документ Word (docx), или он повреждён. Сохраните его в Word заново.',
    );
  }
  if (!names.includes('word/document.xml'))
    return refused(
      'Это не документ Word (docx): внутри нет текста документа. Откройте файл в Word и сохраните его как docx.',
    );
  if (names.some((name) => /vbaProject|activeX|embeddings\//i.test(name)))
    return refused('В шаблоне есть макросы или вложенные объекты. Сохраните его как обычный docx без них.');
  const zip = new PizZip(content);
  if (reachesOut(zip))
    return refused(
      'Шаблон ссылается на внешний файл. Уберите связи с другими файлами и сохраните его заново.',
    );
  return tagsOf(zip, fields);
}

/** Whether a part of the document is loaded from elsewhere; ordinary links are not. */
function reachesOut(zip: PizZip): boolean {
  return zip
    .file(/\.rels$/)
    .some((file) =>
      [...file.asText().matchAll(/<Relationship\b[^>]*>/g)].some(
        ([link]) => /TargetMode="External"/.test(link) && !/relationships\/hyperlink"/.test(link),
      ),
    );
}

function tagsOf(zip: PizZip, fields: readonly DocumentField[]): CheckedTemplate {
  const inspector = new Inspector();
  const places = new TemplatePlaces(zip);
  try {
    // Compiles and reports; nothing is filled in.
    new Docxtemplater(zip, {
      paragraphLoop: true,
      linebreaks: true,
      errorLogging: false,
      modules: [inspector],
    });
  } catch (error) {
    // What the library says of a file whose kind it does not know is for programmers.
    if ((error as LibraryFault).properties?.id === 'filetype_not_identified')
      return { tags: [], problems: [{ tag: null, message: unknownKind, place: null }] };
    return { tags: [], problems: [...faultsOf(error, places), ...unknownIn(places, fields)] };
  }
  const tags: string[] = [];
  const problems: TemplateProblem[] = [];
  const visit = (parts: Part[], scopes: readonly (readonly DocumentField[])[]): void => {
    for (const part of parts) {
      if (part.type !== 'placeholder') continue;
      const isLoop = part.module === 'loop';
      const isDrawing = part.module === 'rawxml';
      const mark = isLoop ? '#' : isDrawing ? '@' : '';
      const written = `{${mark}${part.value}}`;
      tags.push(written);
      const place = places.next(written);
      const { path, form } = readTag(part.value);
      const field = scopes.flatMap((scope) => scope.filter(({ name }) => name === path))[0];
      const wanted = isLoop ? 'list' : isDrawing ? 'drawing' : 'text';
      if (form !== null && !tagForms.includes(form))
        problems.push({ tag: written, message: unknownForm(form), place });
      if (!field) problems.push({ tag: written, message: unknownField(path, scopes.flat(), wanted), place });
      else if (field.kind !== wanted)
        problems.push({ tag: written, message: `Поле «${path}» пишется так: ${spelling(field)}.`, place });
      if (isLoop) visit(part.subparsed ?? [], [field?.of ?? [], ...scopes]);
    }
  };
  visit(inspector.getAllStructuredTags(), [fields]);
  return { tags, problems };
}

/** How a field is written in a template. */
export function spelling({ kind, name }: DocumentField): string {
  if (kind === 'list') return `{#${name}}…{/${name}}`;
  return kind === 'drawing' ? `{@${name}}` : `{${name}}`;
}

/**
 * Tags that name nothing, in a template whose markup is broken: whoever mends the brackets mends these too, and does not learn of them at
 * the next upload. Which list a tag stands in cannot be told there, so a field of any list counts as known.
 */
function unknownIn(places: TemplatePlaces, fields: readonly DocumentField[]): TemplateProblem[] {
  const known = [...fields, ...fields.flatMap(({ of = [] }) => of)];
  return places.tags().flatMap((written) => {
    const [, mark = '', inside = ''] = /^\{([#@^/-]?)([^{}]*)\}$/.exec(written) ?? [];
    if (mark === '/' || mark === '-' || !inside.trim()) return [];
    const { path, form } = readTag(inside);
    const wanted = mark === '@' ? 'drawing' : mark ? 'list' : 'text';
    const place = places.next(written);
    return [
      ...(form !== null && !tagForms.includes(form) ? [unknownForm(form)] : []),
      ...(known.some(({ name }) => name === path) ? [] : [unknownField(path, known, wanted)]),
    ].map((message) => ({ tag: written, message, place }));
  });
}

const unknownForm = (form: string): string => `Формы «${form}» нет. Можно: ${tagForms.join(', ')}.`;

function unknownField(path: string, known: readonly DocumentField[], wanted: string): string {
  const close = known
    .filter(({ kind }) => kind === wanted)
    .map((field) => ({ field, distance: distance(path.toLowerCase(), field.name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  const hint =
    close && close.distance <= Math.max(2, path.length / 3)
      ? ` Возможно, имелось в виду ${spelling(close.field)}.`
      : ' Возьмите поле из списка.';
  return `Поля «${path}» здесь нет.${hint}`;
}

interface LibraryFault {
  message: string;
  properties?: { id?: string; xtag?: string; errors?: LibraryFault[] };
}

/** How a tag of a fault begins in the text; where it is a list, which end of it. */
const marks: { [id: string]: string } = { unclosed_loop: '{#', unopened_loop: '{/', unopened_tag: '' };

/** Faults of which the place is looked for: more are not shown. */
const mostPlaced = 100;

function faultsOf(error: unknown, places: TemplatePlaces): TemplateProblem[] {
  const fault = error as LibraryFault;
  const several = fault.properties?.errors;
  return (several && several.length > 0 ? several : [fault]).map(({ message, properties }, index) => {
    const { id = '', xtag } = properties ?? {};
    const said = (faults[id] ?? message).replaceAll('имя', xtag && id.endsWith('_loop') ? xtag : 'имя');
    const told = `Ошибка в разметке: ${said}.`;
    const placed = xtag !== undefined && index < mostPlaced;
    const open = placed && id === 'unclosed_tag' ? places.unclosed(xtag) : undefined;
    if (open) return { tag: open.written, message: told, place: open.place };
    const place = placed ? (places.last(`${marks[id] ?? '{'}${xtag}`) ?? places.last(xtag)) : null;
    const tag = xtag ? `{${id.endsWith('_loop') ? marks[id]!.slice(1) : ''}${xtag}}` : null;
    return { tag, message: told, place };
  });
}
