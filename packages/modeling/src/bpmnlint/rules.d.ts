declare module 'bpmnlint/rules/*' {
  const rule: (config: unknown) => unknown;
  export default rule;
}
