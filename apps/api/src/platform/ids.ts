export { derivedId as idFrom, newCaseId as newId } from '@opora/store';
