/**
 * What a person enters in one task.
 * @typedef {{ variables?: Record<string, any>, remark?: string, as?: string }} Answer
 */

/**
 * Fills the required fields of a form that the answer leaves open, and puts visible variables into `{{name}}`.
 * @param {any} task details of the task (`GET /api/tasks/:id`)
 * @param {Answer} answer
 * @returns {Record<string, unknown>}
 */
export function fillForm(task, answer) {
  const given = substitute(answer.variables ?? {}, task.variables ?? {});
  if (task.vote) return { choice: task.vote.choices[0], ...given };
  /** @type {Record<string, unknown>} */
  const values = {};
  for (const field of fields(task.form?.schema?.components ?? [])) {
    if (field.key in given || field.key in values) continue;
    const known = task.variables?.[field.key];
    if (known !== undefined && known !== null) values[field.key] = known;
    else if (field.validate?.required) values[field.key] = plausible(field);
  }
  return { ...values, ...given };
}

/**
 * Fields of a form with a key, those inside groups too.
 * @param {any[]} components
 * @returns {any[]}
 */
function fields(components) {
  return components.flatMap((component) => {
    if (component.type === 'dynamiclist') return [];
    const inner = fields(component.components ?? []);
    return component.key && !component.disabled && !component.readonly ? [component, ...inner] : inner;
  });
}

/**
 * A value of the right type for a field that nobody answered.
 * @param {any} field
 * @returns {unknown}
 */
function plausible(field) {
  switch (field.type) {
    case 'number':
      return field.validate?.min ?? 1;
    case 'checkbox':
      return true;
    case 'radio':
    case 'select':
      return field.values?.[0]?.value ?? null;
    case 'checklist':
    case 'taglist':
      return field.values?.slice(0, 1).map((/** @type {any} */ option) => option.value) ?? [];
    case 'datetime':
      return new Date().toISOString().slice(0, field.subtype === 'datetime' ? 16 : 10);
    default:
      return field.label ?? 'Выполнено';
  }
}

/**
 * @param {any} value
 * @param {Record<string, any>} variables
 * @returns {any}
 */
function substitute(value, variables) {
  if (typeof value === 'string') {
    const whole = /^\{\{([\w.]+)\}\}$/u.exec(value);
    if (whole?.[1]) return read(variables, whole[1]);
    return value.replace(/\{\{([\w.]+)\}\}/gu, (_, path) => String(read(variables, path)));
  }
  if (Array.isArray(value)) return value.map((item) => substitute(item, variables));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, variables)]));
  }
  return value;
}

/**
 * @param {any} variables
 * @param {string} path
 * @returns {any}
 */
function read(variables, path) {
  return path.split('.').reduce((at, name) => at?.[name], variables);
}
