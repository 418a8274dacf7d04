/** Where the parts of the editor are got from: the modeler, or an injector inside it. */
export interface Parts {
  get<T>(name: string): T;
}
/** An extension element as moddle has it. */
export interface Extension {
  $type: string;
  $parent?: object;
  get(name: string): unknown;
}
/** Whatever has extension elements. */
export interface Extended {
  businessObject: object;
}
interface Holder {
  extensionElements?: { values: Extension[] };
}
interface Factory {
  create(type: string, properties: object): Extension & { values?: unknown[] };
}
interface Modeling {
  updateModdleProperties(element: Extended, target: object, properties: object): void;
}

/** The first extension of a type that an element has, such as `zeebe:FormDefinition`. */
export const extensionOf = (element: Extended, type: string): Extension | undefined =>
  (element.businessObject as Holder).extensionElements?.values?.find((value) => value.$type === type);

/** Puts an extension into an element, changing the one it has: one step of undo. */
export function setExtension(parts: Parts, element: Extended, type: string, properties: object): void {
  const modeling = parts.get<Modeling>('modeling');
  const factory = parts.get<Factory>('bpmnFactory');
  const business = element.businessObject as Holder;
  const found = extensionOf(element, type);
  if (found) return modeling.updateModdleProperties(element, found, properties);
  const made = factory.create(type, properties);
  const extensions = business.extensionElements ?? factory.create('bpmn:ExtensionElements', { values: [] });
  made.$parent = extensions;
  if (business.extensionElements)
    modeling.updateModdleProperties(element, extensions, {
      values: [...business.extensionElements.values, made],
    });
  else {
    (extensions as { values: unknown[] }).values = [made];
    modeling.updateModdleProperties(element, business, { extensionElements: extensions });
  }
}

/** Takes the extensions of a type out of an element. */
export function removeExtension(parts: Parts, element: Extended, type: string): void {
  const extensions = (element.businessObject as Holder).extensionElements;
  if (!extensions) return;
  parts.get<Modeling>('modeling').updateModdleProperties(element, extensions, {
    values: extensions.values.filter((value) => value.$type !== type),
  });
}
