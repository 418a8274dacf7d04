/** What a tag of a template may hold: a text, a list of rows, or a drawing that the program makes. */
export type FieldValue = string | number | boolean | null | FieldValue[] | { [name: string]: FieldValue };

/** Values of a document by the names of its fields. */
export interface DocumentValues {
  [name: string]: FieldValue;
}

/** A field that a template may use: its tag is `{name}`, a list is `{#name}…{/name}`, a drawing is `{@name}` alone in its paragraph. */
export interface DocumentField {
  /** Name in tags; parts are joined by dots («школа.название»). */
  name: string;
  /** What it holds, in a few words. */
  title: string;
  kind: 'text' | 'list' | 'drawing';
  /** Fields of one row of a list. */
  of?: readonly DocumentField[];
}

/** A text field. */
export const text = (name: string, title: string): DocumentField => ({ name, title, kind: 'text' });

/** A list whose rows have fields of their own. */
export const list = (name: string, title: string, of: readonly DocumentField[]): DocumentField => ({
  name,
  title,
  kind: 'list',
  of,
});

/** A drawing: a QR code or a chart. */
export const drawing = (name: string, title: string): DocumentField => ({ name, title, kind: 'drawing' });

/** Fields that every kind of document has. */
export const commonFields: readonly DocumentField[] = [
  text('организация', 'кто издаёт документ'),
  text('место', 'место издания'),
  text('номер', 'номер; до регистрации пропуск'),
  text('дата', 'дата словами; до регистрации пропуск'),
  text('заголовок', 'о чём документ'),
  text('основание', 'на основании чего издан'),
  text('подписант.должность', 'должность того, кто подписывает'),
  text('подписант.имя', 'фамилия, имя, отчество того, кто подписывает'),
  text('исполнитель.имя', 'кто подготовил'),
  text('исполнитель.телефон', 'телефон того, кто подготовил'),
  text('ссылка', 'адрес страницы проверки'),
  drawing('qr', 'QR-код со ссылкой на страницу проверки'),
];
