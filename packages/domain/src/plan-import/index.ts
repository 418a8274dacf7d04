export { importLimits, importPlan, importPlanText } from './import-plan.ts';
export * from './plan.ts';
export { PlanImportError, type PlanProblem } from './raw-table.ts';
export { splitResponsible } from './responsible.ts';
