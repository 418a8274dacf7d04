// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- it has no types, and packages that read these sources have to find ours
/// <reference path="../../../engine/src/model/bpmn-moddle.d.ts" />
import { oporaModdle } from '@opora/engine/compile';
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { convertElement } from './elements.ts';
import { all, foreignPrefix, type Element, type Factory } from './moddle.ts';

/** What of a file was carried over otherwise, or not at all. */
export interface ConversionNote {
  elementId: string;
  /** `lost`: has no equivalent, a person has to decide; `changed`: carried over in another way that needs a look. */
  kind: 'lost' | 'changed';
  message: string;
}

/** A converted diagram. */
export interface Converted {
  xml: string;
  /** Forms made of the fields that the file itself described, by path. */
  forms: { [path: string]: string };
  notes: ConversionNote[];
}

/** Whether a file uses the extensions of Camunda 7, Flowable or Activiti. */
export const isCamunda7 = (xml: string): boolean => foreignPrefix(xml) !== undefined;

/**
 * Turns a diagram for Camunda 7 (also Operaton, Flowable, Activiti) into one that runs here: what has an equivalent is
 * carried over, the rest is listed with its element. The drawing stays as it is. A file that is no BPMN throws.
 */
export async function convertCamunda7(xml: string): Promise<Converted> {
  const prefix = foreignPrefix(xml) ?? 'camunda';
  const moddle = new BpmnModdle({ zeebe, opora: oporaModdle });
  const { rootElement } = await moddle.fromXML(xml);
  const definitions = rootElement as unknown as Element;
  const factory: Factory = (type, properties) =>
    (moddle as unknown as { create(type: string, properties: object): Element }).create(type, properties);
  const result: Converted = { xml: '', forms: {}, notes: [] };
  for (const element of all(definitions)) convertElement({ element, prefix, factory, result });
  delete definitions.$attrs?.['modeler:executionPlatform'];
  delete definitions.$attrs?.['modeler:executionPlatformVersion'];
  result.xml = (await moddle.toXML(rootElement, { format: true })).xml;
  return result;
}
