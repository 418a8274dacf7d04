export { derivedId as idFrom, newCaseId as newId } from '@opora/store';

/** Whether a text from a path can be the id of a row at all. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
