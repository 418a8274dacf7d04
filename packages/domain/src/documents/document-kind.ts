import { commonFields, type DocumentField } from './field.ts';
import { pack, type Piece } from './ready-made.ts';

/** A kind of document: what it is called, what a template of it may use, and the template that comes with the program. */
export interface DocumentKind {
  id: string;
  title: string;
  /** What it is called in the genitive: «к приказу», «номер приказа». */
  word: string;
  /** About a school, or about a district. */
  about: 'school' | 'district';
  /** What stands in «о чём» unless somebody writes otherwise; may use tags. */
  heading: string;
  fields: readonly DocumentField[];
  template(): Promise<Buffer>;
}

/** Declares a kind of document; the fields that every document has come first. */
export function defineDocument({
  fields,
  pieces,
  ...kind
}: Omit<DocumentKind, 'fields' | 'template'> & {
  fields: readonly DocumentField[];
  pieces: () => Piece[];
}): DocumentKind {
  return { ...kind, fields: [...commonFields, ...fields], template: () => pack(kind.title, pieces()) };
}
