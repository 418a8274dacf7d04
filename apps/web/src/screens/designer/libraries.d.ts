declare module 'dmn-js/lib/Modeler' {
  interface Viewer {
    get<T>(service: string, strict?: boolean): T | undefined;
    on(event: string, listener: () => void): void;
  }
  export default class DmnModeler {
    constructor(options: object);
    importXML(xml: string): Promise<{ warnings: unknown[] }>;
    saveXML(options?: { format: boolean }): Promise<{ xml: string }>;
    open(view: { id: string; type: string }): Promise<unknown>;
    getViews(): { id: string; type: string }[];
    getActiveViewer(): Viewer | undefined;
    on<T>(event: string, listener: (event: T) => void): void;
    destroy(): void;
  }
}
declare module 'bpmn-js-color-picker' {
  const module: object;
  export default module;
}
declare module 'bpmn-js-native-copy-paste/lib/PasteUtil.js' {
  export function createReviver(moddle: unknown): (key: string, value: unknown) => unknown;
}
declare module 'bpmn-auto-layout' {
  export function layoutProcess(xml: string): Promise<string>;
}
