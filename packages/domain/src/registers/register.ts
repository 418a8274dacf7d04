/** A text in both languages of the program. */
export interface Words {
  ru: string;
  en: string;
}

/** The registers. */
export type RegisterId =
  'districts' | 'schools' | 'people' | 'posts' | 'associations' | 'partnerships' | 'subjects';

/** One of the values of a choice: what it is called, and how tables may write it besides. */
export interface ChoiceWords extends Words {
  also?: readonly string[];
}

/** What a field of a register holds. */
export type FieldKind = 'text' | 'whole' | 'number' | 'date' | 'choice' | 'subjects' | 'ref';

/** One field of a register: what it is called, what it may hold, where it is shown. */
export interface RegisterField {
  key: string;
  title: Words;
  kind: FieldKind;
  required?: boolean;
  /** Shown as a column of the list. */
  list?: boolean;
  /** Found by the search of the list. */
  search?: boolean;
  /** Offered as a filter of the list. */
  filter?: boolean;
  /** Given when the record is made, and the same ever after. */
  fixed?: boolean;
  min?: number;
  max?: number;
  choices?: Readonly<Record<string, ChoiceWords>>;
  /** Register of the record that a `ref` names. */
  ref?: RegisterId;
  /** A `ref` may lead into another district. */
  anyDistrict?: boolean;
  /** What stands where nothing was given. */
  initial?: string | number;
  /** What is checked besides the kind; answers what is wrong. */
  check?(value: string): string | undefined;
  /** How headers of tables may call it, besides the title. */
  names?: readonly RegExp[];
  hint?: Words;
}

/** A register: what it is called, its fields, how its records are told apart. */
export interface RegisterDefinition {
  id: RegisterId;
  title: Words;
  /** One record of it, as «Новая школа» begins. */
  one: Words;
  fields: readonly RegisterField[];
  /** Field by which records are named and sorted; a `ref` is named by its record. */
  label: string;
  /** Fields that tell records of one district apart in an imported table. */
  identity: readonly string[];
  /** Field that tells two records of one identity apart where a table gives it, as the address of two schools of one name. */
  apart?: string;
  /** Records can be put away without being lost. */
  archive: boolean;
  /** Where a record of this register is named elsewhere: shown on its card. */
  related: readonly { register: RegisterId; field: string; title: Words }[];
}
