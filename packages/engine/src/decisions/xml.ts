// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- saxen has no types, and packages that read these sources have to find ours
/// <reference path="./saxen.d.ts" />
import { Parser } from 'saxen';

/** An XML element with local names: DMN files of all versions differ in their namespaces only. */
export interface XmlElement {
  name: string;
  attributes: { [name: string]: string };
  children: XmlElement[];
  text: string;
  line: number;
}

/** Reads XML; throws an Error with the line where it is not well-formed. */
export function readXmlTree(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '', line: 1 };
  const stack = [root];
  const parser = new Parser();
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  const top = (): XmlElement => stack[stack.length - 1]!;
  parser.on(
    'openTag',
    (
      name: string,
      attributes: () => { [name: string]: string },
      decode: (text: string) => string,
      _closed: boolean,
      context: () => { line: number },
    ) => {
      const element: XmlElement = {
        name: local(name),
        attributes: {},
        children: [],
        text: '',
        line: context().line + 1,
      };
      for (const [key, value] of Object.entries(attributes()))
        if (!key.startsWith('xmlns:')) element.attributes[local(key)] ??= decode(value);
      top().children.push(element);
      stack.push(element);
    },
  );
  parser.on('closeTag', () => void stack.pop());
  parser.on('text', (text: string, decode: (text: string) => string) => void (top().text += decode(text)));
  parser.on('cdata', (text: string) => void (top().text += text));
  parser.on('error', (error: Error, context: () => { line: number }) => {
    throw new Error(`line ${context().line + 1}: ${error.message}`);
  });
  parser.parse(xml);
  if (stack.length !== 1) throw new Error(`<${top().name}> of line ${top().line} is not closed`);
  const [document] = root.children;
  if (!document) throw new Error('there is no element');
  return document;
}

/** The first child of a name. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((each) => each.name === name);

/** All children of a name. */
export const childrenNamed = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element?.children.filter((each) => each.name === name) ?? [];

/** Text of a child, trimmed; undefined where it is absent or empty. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  const text = child(element, name)?.text.trim();
  return text === '' ? undefined : text;
}
