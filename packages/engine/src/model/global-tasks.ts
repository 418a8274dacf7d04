import { readTask, type Graph } from './graph.ts';
import { many, type ModdleElement } from './moddle.ts';

/** What a global task is where it runs. */
const TYPES: { [type: string]: string } = {
  'bpmn:GlobalTask': 'bpmn:Task',
  'bpmn:GlobalManualTask': 'bpmn:ManualTask',
  'bpmn:GlobalUserTask': 'bpmn:UserTask',
  'bpmn:GlobalScriptTask': 'bpmn:ScriptTask',
  'bpmn:GlobalBusinessRuleTask': 'bpmn:BusinessRuleTask',
};

interface Drawn {
  process: ModdleElement;
  graph: Graph;
}

/** Global tasks (BPMN 2.0.2, 10.3.7) that a call activity of the file names: each one as a process of that one task. */
export function calledTasks(definitions: ModdleElement, drawn: Drawn[]): Drawn[] {
  const called = new Set(
    drawn.flatMap(({ graph }) =>
      Object.values(graph.nodes).flatMap(({ called }) =>
        called && 'text' in called.processId ? [called.processId.text] : [],
      ),
    ),
  );
  return many(definitions, 'rootElements')
    .filter(({ id, $type }) => $type in TYPES && id !== undefined && called.has(id))
    .map((task) => ({ process: task, graph: readTask(task, TYPES[task.$type]!) }));
}
