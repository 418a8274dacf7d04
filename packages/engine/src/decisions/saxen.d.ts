declare module 'saxen' {
  export class Parser {
    on(name: string, handler: (...args: never[]) => void): this;
    parse(xml: string): unknown;
  }
}
