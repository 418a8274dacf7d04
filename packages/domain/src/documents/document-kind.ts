import type { Drawing } from './drawings.ts';
import type { DocumentSource } from './facts.ts';
import { commonFields, type DocumentField, type DocumentValues } from './field.ts';
import { pack, type Piece } from './ready-made.ts';

/** A kind of document: what it is called, what a template of it may use, and the template that comes with the program. */
export interface DocumentKind {
  id: string;
  title: string;
  /** About a school, or about a district. */
  about: 'school' | 'district';
  /** What stands in «о чём» unless somebody writes otherwise; may use tags. */
  heading: string;
  fields: readonly DocumentField[];
  /** Values of its own fields from what the system knows. */
  values(source: DocumentSource): DocumentValues;
  /** What tells one such document about a school from another: whose sheet it is. */
  whose?(values: DocumentValues): string | null;
  drawings?(source: DocumentSource): { [field: string]: Drawing };
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
