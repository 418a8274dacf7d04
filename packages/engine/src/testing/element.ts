/** An element as a line of a spec draws it. */
export interface Drawn {
  word: string;
  id: string;
  name?: string;
  attributes: { [name: string]: string };
  children: Drawn[];
  flows: { source: string; target: string; isDefault: boolean; condition?: string }[];
}

/** The word of each element and the tag it stands for. */
export const TAGS: { [word: string]: string } = {
  process: 'process',
  start: 'startEvent',
  end: 'endEvent',
  throw: 'intermediateThrowEvent',
  catch: 'intermediateCatchEvent',
  boundary: 'boundaryEvent',
  task: 'task',
  manual: 'manualTask',
  user: 'userTask',
  service: 'serviceTask',
  send: 'sendTask',
  receive: 'receiveTask',
  script: 'scriptTask',
  rule: 'businessRuleTask',
  call: 'callActivity',
  sub: 'subProcess',
  on: 'subProcess',
  transaction: 'transaction',
  adhoc: 'adHocSubProcess',
  xor: 'exclusiveGateway',
  and: 'parallelGateway',
  or: 'inclusiveGateway',
  race: 'eventBasedGateway',
  complex: 'complexGateway',
};

/** Reads `word id "Name" flag key=value key="a value with blanks"`. */
export function readElement(line: string): Drawn {
  const tokens = line.match(/[\w.-]+="[^"]*"|"[^"]*"|\S+/g) ?? [];
  const [word, id, ...rest] = tokens;
  if (!word || !id || !(word in TAGS))
    throw new Error(`Expected an element such as «user review», found «${line}».`);
  const element: Drawn = { word, id, attributes: {}, children: [], flows: [] };
  for (const token of rest) {
    const [, key, quoted, plain] = /^([\w.-]+)(?:=(?:"([^"]*)"|(.*)))?$/s.exec(token) ?? [];
    if (key === undefined) element.name = token.slice(1, -1);
    else element.attributes[key] = quoted ?? plain ?? 'true';
  }
  return element;
}
