import { registers, type RegisterDefinition, type RegisterField, type RegisterId } from '@opora/domain';

/** Name of the column in which a field stands. */
export const columnOf = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Type of a field's column. */
export const typeOf = ({ kind }: RegisterField): string =>
  ({
    text: 'text',
    whole: 'integer',
    number: 'double precision',
    date: 'date',
    choice: 'text',
    subjects: 'text[]',
    ref: 'text',
  })[kind];

/** SQL: the field's value out of the JSON object `data`. */
export const fromJson = (field: RegisterField, data: string): string =>
  field.kind === 'subjects'
    ? `coalesce((select array_agg(x) from jsonb_array_elements_text(${data}->'${field.key}') x), '{}')`
    : `(${data}->>'${field.key}')::${typeOf(field)}`;

/** SQL: the fields of the row `alias` as a JSON object by key; days as text. */
export const toJson = ({ fields }: RegisterDefinition, alias: string): string =>
  `jsonb_build_object(${fields.map(({ key, kind }) => `'${key}', ${alias}.${columnOf(key)}${kind === 'date' ? '::text' : ''}`).join(', ')})`;

/** Column by which a record of a register is named where another names it. */
const nameColumn = (id: RegisterId): string =>
  id === 'schools' ? 'short_name' : columnOf(registers[id].label);

/** SQL: name of the record `r` itself; one that is named by a ref takes the name of that. */
export function labelOf(definition: RegisterDefinition): string {
  const field = definition.fields.find(({ key }) => key === definition.label)!;
  return field.kind === 'ref'
    ? `f_${columnOf(field.key)}.${nameColumn(field.ref!)}`
    : `r.${columnOf(field.key)}`;
}

/** SQL: joins to what the refs of `r` lead to, as `f_<column>`. */
export const refJoins = ({ fields }: RegisterDefinition): string =>
  fields
    .filter(({ kind }) => kind === 'ref')
    .map(
      ({ key, ref }) => `left join ${ref!} f_${columnOf(key)} on f_${columnOf(key)}.id = r.${columnOf(key)}`,
    )
    .join(' ');

/** SQL: names of what the refs of `r` lead to, as a JSON object by key. */
export const refNames = ({ fields }: RegisterDefinition): string => {
  const pairs = fields
    .filter(({ kind }) => kind === 'ref')
    .map(({ key, ref }) => `'${key}', f_${columnOf(key)}.${nameColumn(ref!)}`);
  return pairs.length === 0 ? `'{}'::jsonb` : `jsonb_strip_nulls(jsonb_build_object(${pairs.join(', ')}))`;
};

/** SQL: expressions in which the search of a list looks. */
export const searched = ({ fields }: RegisterDefinition): string[] =>
  fields
    .filter(({ search }) => search)
    .map(({ key, kind, ref }) =>
      kind === 'ref' ? `f_${columnOf(key)}.${nameColumn(ref!)}` : `r.${columnOf(key)}`,
    );

/** SQL: the district in which `r` stands; a pair stands in its school's, what has none in none. */
export const districtOf = (id: RegisterId): string =>
  id === 'districts'
    ? 'r.id'
    : id === 'subjects'
      ? 'null::text'
      : id === 'partnerships'
        ? 'f_school_id.district_id'
        : 'r.district_id';
