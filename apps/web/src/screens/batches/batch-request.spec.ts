import { createBatchSchema } from '@opora/contracts';
import { endedOf, isComplete, requestOf, type BatchDraft } from './batch-request.ts';

const draft: BatchDraft = {
  operation: 'migrate',
  process: 'diagnosis',
  version: 3,
  state: null,
  elementId: ' ',
  q: '',
  target: 4,
  reason: ' новый порядок ',
  caseIds: [],
};

it('makes a request that the API takes, with what was left empty left out', () => {
  const request = requestOf(draft, true);
  expect(request).toEqual({
    operation: 'migrate',
    filter: { process: 'diagnosis', version: 3 },
    parameters: { version: 4 },
    reason: 'новый порядок',
    dryRun: true,
  });
  expect(createBatchSchema.safeParse(request).success).toBe(true);
});

it('names chosen cases instead of a filter', () => {
  const request = requestOf({ ...draft, caseIds: ['a', 'b'] }, false);
  expect(request).toMatchObject({ caseIds: ['a', 'b'], dryRun: false });
  expect(createBatchSchema.safeParse(request).success).toBe(true);
});

it('is complete with a reason, cases, and for a move the version', () => {
  expect(isComplete(draft)).toBe(true);
  expect(isComplete({ ...draft, reason: ' ' })).toBe(false);
  expect(isComplete({ ...draft, target: null })).toBe(false);
  expect(isComplete({ ...draft, process: null })).toBe(false);
  expect(isComplete({ ...draft, operation: 'cancel', target: null })).toBe(true);
});

it('counts what has ended', () => {
  expect(endedOf({ pending: 5, running: 4, done: 3, refused: 2, skipped: 1, cancelled: 6 })).toBe(12);
});
