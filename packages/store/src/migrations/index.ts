import type { MigrationInterface } from 'typeorm';
import { AccountTables1763900100000 } from './1763900100000-account-tables.ts';
import { ModelDrafts1764000000000 } from './1764000000000-model-drafts.ts';
import { BatchTables1764100000000 } from './1764100000000-batch-tables.ts';
import { ActsOnce1764200000000 } from './1764200000000-acts-once.ts';
import { NamedPartners1764210000000 } from './1764210000000-named-partners.ts';
import { AppointedPartners1764220000000 } from './1764220000000-appointed-partners.ts';
import { StartEvents1764100100000 } from './1764100100000-start-events.ts';
import { DeploymentsOrder1764430000000 } from './1764430000000-deployments-order.ts';
import { MatchingTables1764410000000 } from './1764410000000-matching-tables.ts';
import { IndicatorTables1764420000000 } from './1764420000000-indicator-tables.ts';
import { CaseYields1764500000000 } from './1764500000000-case-yields.ts';
import { ProcessTables1763900000000 } from './1763900000000-process-tables.ts';
import { RegisterTables1764310000000 } from './1764310000000-register-tables.ts';
import { CalendarVersions1764320000000 } from './1764320000000-calendar-versions.ts';
import { ResultsTables1764110000000 } from './1764110000000-results-tables.ts';
import { BoardIndexes1764510000000 } from './1764510000000-board-indexes.ts';
import { DocumentTables1764330000000 } from './1764330000000-document-tables.ts';
import { RiskProfileTables1764340000000 } from './1764340000000-risk-profile-tables.ts';
import { ProgrammeRoadmaps1764520000000 } from './1764520000000-programme-roadmaps.ts';
import { RoadmapTables1764120000000 } from './1764120000000-roadmap-tables.ts';
import { ImportRowsAlone1764525000000 } from './1764525000000-import-rows-alone.ts';
import { ImportNotes1764526000000 } from './1764526000000-import-notes.ts';
import { NaturalNames1764527000000 } from './1764527000000-natural-names.ts';
import { RemovedMeasures1764528000000 } from './1764528000000-removed-measures.ts';
import { WordsOfDocuments1764529000000 } from './1764529000000-words-of-documents.ts';
import { PartsOfDocuments1764530000000 } from './1764530000000-parts-of-documents.ts';
import { WhoRemovedMeasures1764531000000 } from './1764531000000-who-removed-measures.ts';
import { ParentsOfMeasures1764532000000 } from './1764532000000-parents-of-measures.ts';
import { MeasuresOffWithParent1764541000000 } from './1764541000000-measures-off-with-parent.ts';
import { TimersOpened1764542000000 } from './1764542000000-timers-opened.ts';
import { PartsOfMeasures1764550000000 } from './1764550000000-parts-of-measures.ts';
import { KeptPartsOfMeasures1764551000000 } from './1764551000000-kept-parts-of-measures.ts';

/** Every migration, oldest first. A new one is a file beside this and one line here. */
export const migrations: (new () => MigrationInterface)[] = [
  ProcessTables1763900000000,
  AccountTables1763900100000,
  ModelDrafts1764000000000,
  BatchTables1764100000000,
  StartEvents1764100100000,
  ResultsTables1764110000000,
  RoadmapTables1764120000000,
  ActsOnce1764200000000,
  NamedPartners1764210000000,
  AppointedPartners1764220000000,
  RegisterTables1764310000000,
  DocumentTables1764330000000,
  RiskProfileTables1764340000000,
  MatchingTables1764410000000,
  CalendarVersions1764320000000,
  IndicatorTables1764420000000,
  DeploymentsOrder1764430000000,
  CaseYields1764500000000,
  BoardIndexes1764510000000,
  ProgrammeRoadmaps1764520000000,
  ImportRowsAlone1764525000000,
  ImportNotes1764526000000,
  NaturalNames1764527000000,
  RemovedMeasures1764528000000,
  WordsOfDocuments1764529000000,
  PartsOfDocuments1764530000000,
  WhoRemovedMeasures1764531000000,
  ParentsOfMeasures1764532000000,
  MeasuresOffWithParent1764541000000,
  TimersOpened1764542000000,
  PartsOfMeasures1764550000000,
  KeptPartsOfMeasures1764551000000,
];
