/** Whether a file has elements but says nowhere where they stand, as files written by hand or by programs do. */
export const hasNoLayout = (xml: string): boolean =>
  !/<(?:\w+:)?BPMNShape\b/.test(xml) && /<(?:\w+:)?(?:startEvent|task|userTask|endEvent)\b/.test(xml);

/** The same file with its elements laid out from left to right; what it had drawn before is replaced. */
export async function laidOut(xml: string): Promise<string> {
  const { layoutProcess } = await import('bpmn-auto-layout');
  return layoutProcess(xml);
}
