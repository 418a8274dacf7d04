declare module 'bpmn-js-differ' {
  /** What differs between two parsed BPMN files, by the ids of elements. */
  export function diff(
    before: object,
    after: object,
  ): { _added: object; _removed: object; _changed: object; _layoutChanged: object };
}
