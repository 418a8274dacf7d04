/**
 * What a person enters in one task.
 * @typedef {{ variables?: Record<string, any>, remark?: string, as?: string }} Answer
 */

/**
 * Answers a task as a person would: what the answer says, what is known already, and for required fields that nobody
 * answered a plausible value. `{{name}}` in an answer stands for a variable visible at the task.
 * @param {any} task details of the task (`GET /api/tasks/:id`)
 * @param {Answer} answer
 * @returns {Record<string, any>}
 */
export function fillForm(task, answer) {
  const given = substitute(answer.variables ?? {}, task.variables ?? {});
  if (task.vote) return { choice: task.vote.choices[0], ...given };
  const components = task.form?.schema?.components ?? [];
  if (answer.remark && leaves(components).some((field) => field.key === 'remark'))
    given.remark ??= answer.remark;
  return { ...given, ...fill(components, given, task.variables ?? {}) };
}

/**
 * The label that the form gives to the decision taken, for the table of steps.
 * @param {any} task
 * @param {Record<string, any>} values
 * @returns {string | undefined}
 */
export function decisionLabel(task, values) {
  const name = ['choice', 'decision'].find((key) => values[key] !== undefined);
  if (!name) return undefined;
  const field = leaves(task.form?.schema?.components ?? []).find(({ key }) => key === name);
  return (
    field?.values?.find((/** @type {any} */ option) => option.value === values[name])?.label ??
    String(values[name])
  );
}

/**
 * @param {any[]} components
 * @param {Record<string, any>} given
 * @param {Record<string, any>} known
 * @returns {Record<string, any>}
 */
function fill(components, given, known) {
  /** @type {Record<string, any>} */
  const values = {};
  for (const component of components) {
    const { type, key, path, components: inner = [] } = component;
    if (type === 'dynamiclist') values[path] = given[path] ?? known[path] ?? [fill(inner, {}, {})];
    else if (path) values[path] = { ...given[path], ...fill(inner, given[path] ?? {}, known[path] ?? {}) };
    else if (inner.length > 0) Object.assign(values, fill(inner, given, known));
    else if (key && !component.readonly && !component.disabled) setField(values, component, given, known);
  }
  return values;
}

/**
 * @param {Record<string, any>} values
 * @param {any} field
 * @param {Record<string, any>} given
 * @param {Record<string, any>} known
 */
function setField(values, field, given, known) {
  const { key } = field;
  if (given[key] !== undefined) values[key] = given[key];
  // A field shown on a condition belongs to another answer, such as the remark of a return.
  else if (field.conditional) return;
  else if (known[key] !== undefined && known[key] !== null) values[key] = known[key];
  else if (field.validate?.required) values[key] = plausible(field);
}

/**
 * @param {any[]} components
 * @returns {any[]}
 */
function leaves(components) {
  return components.flatMap((component) =>
    component.components ? leaves(component.components) : [component],
  );
}

/**
 * A value of the right type for a field that nobody answered.
 * @param {any} field
 * @returns {unknown}
 */
function plausible(field) {
  switch (field.type) {
    case 'number':
      return field.validate?.min ?? 0;
    case 'checkbox':
      return true;
    case 'radio':
    case 'select':
      return field.values?.[0]?.value ?? null;
    case 'checklist':
    case 'taglist':
      return field.values?.slice(0, 1).map((/** @type {any} */ option) => option.value) ?? [];
    case 'datetime':
      return new Date().toISOString().slice(0, 10);
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
