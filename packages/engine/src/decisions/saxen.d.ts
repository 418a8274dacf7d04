declare module 'saxen' {
  /** An event parser of XML; positions count from 0. */
  export class Parser {
    on(
      name: 'openTag',
      handler: (
        name: string,
        attributes: () => { [name: string]: string },
        decode: (text: string) => string,
        closed: boolean,
        context: () => { line: number; column: number },
      ) => void,
    ): this;
    on(name: 'closeTag', handler: (name: string) => void): this;
    on(
      name: 'text',
      handler: (text: string, decode: (text: string) => string, context: () => { line: number }) => void,
    ): this;
    on(name: 'cdata', handler: (text: string) => void): this;
    on(
      name: 'error' | 'warn',
      handler: (error: Error, context: () => { line: number; column: number }) => void,
    ): this;
    on(
      name: 'attention',
      handler: (text: string, decode: unknown, context: () => { line: number }) => void,
    ): this;
    parse(xml: string): unknown;
  }
}
