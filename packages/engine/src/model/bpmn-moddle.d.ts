declare module 'bpmn-moddle' {
  /** Reads and writes BPMN 2.0 XML; the package ships types for its elements, not for its entry. */
  export class BpmnModdle {
    constructor(packages?: { [prefix: string]: object }, options?: object);
    fromXML(xml: string): Promise<{ rootElement: object; elementsById: object; warnings: object[] }>;
    create(type: string, attributes?: object): object;
    /** What the schema says of the element. */
    getElementDescriptor(element: object): {
      propertiesByName: { [name: string]: { default?: unknown } | undefined };
    };
    /** Sets what elements have. */
    properties: { set(target: { [name: string]: unknown }, name: string, value: unknown): void };
    toXML(element: object, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
