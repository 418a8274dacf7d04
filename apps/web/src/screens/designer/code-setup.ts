import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { markdown } from '@codemirror/lang-markdown';
import { xml } from '@codemirror/lang-xml';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  defaultHighlightStyle,
  foldGutter,
  foldKeymap,
  syntaxHighlighting,
} from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';

const languages: { [extension: string]: () => Extension } = {
  bpmn: xml,
  dmn: xml,
  form: json,
  json,
  md: markdown,
  yaml,
  yml: yaml,
};

const russian: { [english: string]: string } = {
  Find: 'Найти',
  Replace: 'Заменить',
  next: 'дальше',
  previous: 'назад',
  all: 'все',
  'match case': 'с учётом регистра',
  'by word': 'слово целиком',
  regexp: 'выражение',
  replace: 'заменить',
  'replace all': 'заменить все',
  close: 'закрыть',
  'Fold line': 'Свернуть',
  'Unfold line': 'Развернуть',
  'Revert this chunk': 'Взять отсюда',
  '$ unchanged lines': '$ строк без изменений',
};

/** Notes are read and written as a letter is: in the type of the program, without numbers of lines. */
const asProse = EditorView.theme({
  '.cm-scroller': { fontFamily: 'inherit' },
  '.cm-content': {
    fontFamily: 'inherit',
    fontSize: '1rem',
    lineHeight: '1.6',
    maxWidth: '78ch',
    padding: '18px 24px 60px',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
});

/** What every text editor of the designer has: line numbers (but in notes), undo, search, colors of the language. */
export function codeSetup(path: string, locale: string): Extension[] {
  const prose = path.endsWith('.md');
  return [
    prose ? asProse : [lineNumbers(), foldGutter()],
    history(),
    drawSelection(),
    bracketMatching(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
    keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
    EditorView.lineWrapping,
    languages[path.split('.').at(-1) ?? '']?.() ?? [],
    locale.startsWith('ru') ? EditorState.phrases.of(russian) : [],
  ];
}
