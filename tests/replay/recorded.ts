/** A recorded case: the conformance case it was part of, and its history (protobuf, base64). */
export interface Recorded {
  title: string;
  caseId: string;
  history: string;
}
