import { type CaseClient, createCaseClient } from '@opora/host/client';
import { createCodec, parsePayloadKeys } from '@opora/host/codec';
import { type Database, payloadStore } from '@opora/store';
import type { Settings } from '../platform/settings.ts';

/** The way to running cases. */
export type CaseGate = CaseClient;

/** Injection token of the gate. */
export const CASE_GATE = Symbol('case-gate');

/** Opens the way to running cases; it connects at the first call and again after an outage. */
export const openGate = (settings: Settings, database: Database): CaseGate =>
  createCaseClient({
    address: settings.temporalAddress,
    namespace: settings.temporalNamespace,
    timeout: settings.actTimeout,
    ...(settings.payloadKeys
      ? {
          codec: createCodec({ keys: parsePayloadKeys(settings.payloadKeys), store: payloadStore(database) }),
        }
      : {}),
  });
