import { SaxesParser } from 'saxes';
import { step } from '../../steps.ts';
import { PlanImportError } from '../raw-table.ts';

/** An element of an office document; names are without their prefix. */
export interface XmlElement {
  name: string;
  attributes: { [name: string]: string };
  children: (XmlElement | string)[];
}

/** Elements nested deeper are no document that people wrote. */
const deepest = 400;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads XML as a tree. Throws `PlanImportError` where it is broken or nested without end; entities are never expanded. */
export function parseXml(text: string, part: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new SaxesParser();
  const fail = (reason: string): PlanImportError =>
    new PlanImportError(
      'broken-file',
      `Часть документа «${part}» не читается (${reason}). Откройте документ в редакторе и сохраните заново.`,
    );
  parser.on('error', (error) => {
    throw fail(error.message);
  });
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    step();
    const element: XmlElement = { name: local(name), attributes: {}, children: [] };
    for (const [key, value] of Object.entries(attributes)) element.attributes[local(key)] = value;
    open.at(-1)!.children.push(element);
    if (isSelfClosing) return;
    open.push(element);
    if (open.length > deepest) throw fail('вложенность без конца');
  });
  parser.on('closetag', ({ isSelfClosing }) => {
    if (!isSelfClosing) open.pop();
  });
  parser.on('text', (piece) => {
    if (open.length > 1) open.at(-1)!.children.push(piece);
  });
  parser.write(text.replace(/^\ufeff/, '')).close();
  const found = root.children.find((child) => typeof child !== 'string');
  if (!found) throw fail('он пуст');
  return found;
}

/** The elements among the children. */
export function elements({ children }: XmlElement): XmlElement[] {
  return children.filter((child) => typeof child !== 'string');
}

/** The first child with one of the names, in the order of the names. */
export function child(element: XmlElement | undefined, ...names: string[]): XmlElement | undefined {
  for (const name of names) {
    const found = element && elements(element).find((one) => one.name === name);
    if (found) return found;
  }
  return undefined;
}

/** A `val` of a property: «<w:numId w:val="3"/>». */
export function valueOf(element: XmlElement | undefined, name: string): string | undefined {
  return child(element, name)?.attributes.val;
}

/** Whether a property that is on when it stands there is on: «<w:vanish/>», but not «<w:vanish w:val="0"/>». */
export function isOn(element: XmlElement | undefined, name: string): boolean {
  const found = child(element, name);
  return found !== undefined && !/^(0|false|off|none)$/.test(found.attributes.val ?? '');
}
