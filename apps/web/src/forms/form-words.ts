/** Russian for the texts that form-js itself shows; the forms' own texts are in the forms. */
const FIXED: { [english: string]: string } = {
  Select: 'Выберите',
  Search: 'Найти',
  'No results': 'Ничего не найдено',
  'All values selected': 'Выбраны все значения',
  'Nothing to show.': 'Строк нет.',
  Browse: 'Выбрать файл',
  'Add new': 'Добавить',
  Collapse: 'Свернуть',
  'Previous page': 'Предыдущая страница',
  'Next page': 'Следующая страница',
  Increment: 'Больше',
  Decrement: 'Меньше',
  'mm/dd/yyyy': 'дд.мм.гггг',
  'dd.mm.yyyy': 'дд.мм.гггг',
  'Field is required.': 'Заполните это поле.',
  'Value is not a number.': 'Нужно число.',
  'Value is expected to be an integer.': 'Нужно целое число.',
  'Field must be a valid email.': 'Проверьте адрес электронной почты.',
  'Min validation value is not a valid number.': 'Нужно число.',
  'Max validation value is not a valid number.': 'Нужно число.',
};

const PATTERNS: [RegExp, string][] = [
  [/^Field must have minimum value of (.+)\.$/, 'Не меньше $1.'],
  [/^Field must have maximum value of (.+)\.$/, 'Не больше $1.'],
  [/^Field must have minimum length of (.+)\.$/, 'Не короче $1 знаков.'],
  [/^Field must have maximum length of (.+)\.$/, 'Не длиннее $1 знаков.'],
  [/^Field must match pattern .+$/, 'Запись не подходит по виду.'],
  [
    /^Field must be a valid {1,2}international phone number.*$/,
    'Телефон с кодом страны, например +79990000000.',
  ],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/, 'Знаков после запятой не больше $1.'],
  [
    /^Please select a valid value, the two nearest valid values are (.+) and (.+)\.$/,
    'Ближайшие подходящие значения: $1 и $2.',
  ],
  [/^(?:Show|Expand) all \((\d+)\)$/, 'Показать все ($1)'],
  [/^Remove list item (\d+)$/, 'Удалить строку $1'],
];

/** Texts by the English that they stand for. */
export type WordTable = { [english: string]: string };

/** A text of form-js in Russian; any other text as it is. `more` are words of an editor around the form. */
export function russianFormText(text: string, more: WordTable = {}): string {
  const plain = text.trim();
  const fixed = more[plain] ?? FIXED[plain];
  if (fixed) return text.replace(plain, fixed);
  const pattern = PATTERNS.find(([expression]) => expression.test(plain));
  return pattern ? plain.replace(pattern[0], pattern[1]) : text;
}

/** Russian for form-js's fixed texts wherever they appear below an element; it has no translation of its own. */
export function translateBelow(root: HTMLElement, more: WordTable = {}): () => void {
  const attributes = ['placeholder', 'aria-label', 'title'];
  const visit = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) {
      const found = node.nodeValue ?? '';
      // What a form says itself is left as it is; what stands for it in the editor is not.
      const own =
        !node.parentElement?.closest('.fjs-form-field-placeholder') &&
        node.parentElement?.closest('.fjs-powered-by, .fjs-form-field-text, .fjs-form-field-html, textarea');
      const russian = own ? found : russianFormText(found, more);
      if (russian !== found) node.nodeValue = russian;
      return;
    }
    if (!(node instanceof HTMLElement)) return;
    for (const name of attributes) {
      const found = node.getAttribute(name);
      const russian = found && russianFormText(found, more);
      if (russian && russian !== found) node.setAttribute(name, russian);
    }
    node.childNodes.forEach(visit);
  };
  visit(root);
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'childList') addedNodes.forEach(visit);
      else visit(target);
    }
  });
  observer.observe(root, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: attributes,
  });
  return () => observer.disconnect();
}
