export {
  ArchiveError,
  archiveLimits,
  isModelFile,
  modelText,
  readArchive,
  topFolder,
  writeArchive,
} from './archive/archive.ts';
export { convertCamunda7, isCamunda7, type ConversionNote, type Converted } from './camunda7/convert.ts';
export type { DecisionDifference, RuleChange } from './difference/decision.ts';
export type { ElementChange, PropertyChange } from './difference/diagram.ts';
export { fileDifferences, type Difference } from './difference/file.ts';
export type { FieldChange } from './difference/form.ts';
export { propertyNames } from './difference/property-names.ts';
export * from './migration/propose-mapping.ts';
import './working-time.ts';

export * from './project.ts';
export * from './scenario/check-scenario.ts';
export * from './scenario/coverage.ts';
export { ScenarioFailure } from './scenario/failure.ts';
export { failureText, namedValues } from './scenario/failure-text.ts';
export * from './scenario/form.ts';
export * from './scenario/playing.ts';
export * from './scenario/record.ts';
export { registerStandIns } from './scenario/register-stand-ins.ts';
export * from './scenario/run-scenario.ts';
export * from './scenario/scenario.ts';
export { scenarioText } from './scenario/scenario-texts.ts';
export { difference } from './scenario/values.ts';
export { choicesOf, usedVariables, type Choice } from './play/choices.ts';
export { durationOf, outsideOf, type Outside } from './play/outside.ts';
export { PlaySession, type CaseView, type ChoiceView, type MomentView } from './play/session.ts';
export { checkDiagram, type DiagramProblem } from './checks/check-diagram.ts';
export type { Fix, Known } from './checks/rule.ts';
export { problemText } from './checks/texts.ts';
export {
  defaultValues,
  isAsked,
  prepareBlock,
  type Block,
  type BlockField,
  type BlockValues,
} from './blocks/block.ts';
export { cell, fragmentXml, type Fragment, type Link, type Part } from './blocks/fragment.ts';
export { blocks } from './blocks/index.ts';
export { variablesAt, type KnownVariable, type VariableSources } from './variables/variables-at.ts';
