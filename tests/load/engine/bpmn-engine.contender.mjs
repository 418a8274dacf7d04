// npm bpmn-engine: the diagram is read once and shared by all cases; it lives in memory, nothing is saved.
import { BpmnModdle } from 'bpmn-moddle';
import { createRequire } from 'node:module';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { serve } from './serve.mjs';
import { completionVariables, startVariables } from './workload.mjs';

// What bpmn-engine itself stands on, in the versions that it brings.
const require = createRequire(import.meta.resolve('bpmn-engine'));
const { Engine } = require('bpmn-engine');
const elements = require('bpmn-elements');
const { default: serialize, TypeResolver } = require('moddle-context-serializer');

/** The two attributes of the Camunda namespace by which bpmn-engine is told its collection. */
const collection = {
  ...{ name: 'camunda', prefix: 'camunda', uri: 'http://camunda.org/schema/1.0/bpmn' },
  types: [
    {
      ...{ name: 'Collectable', extends: ['bpmn:MultiInstanceLoopCharacteristics'] },
      properties: ['collection', 'elementVariable'].map((name) => ({ name, isAttr: true, type: 'String' })),
    },
  ],
};
const xml = readFileSync(new URL('support-case.bpmn-engine.bpmn', import.meta.url), 'utf8');
const sourceContext = serialize(
  await new BpmnModdle({ camunda: collection }).fromXML(xml),
  TypeResolver(elements),
);
const services = {
  noop: (_scope, done) => done(),
  isHigh: ({ environment }) => environment.variables.risk === 'high',
};

async function runCase(index) {
  const open = new Map();
  const listener = new EventEmitter();
  listener.on('activity.wait', (api) => open.set(api.content.executionId, api));
  const engine = new Engine({
    name: `case-${index}`,
    sourceContext,
    services,
    variables: startVariables(index),
  });
  let ended = false;
  engine.on('end', () => (ended = true));
  await engine.execute({ listener });
  let completions = 0;
  while (!ended) {
    const [id, api] = open.entries().next().value;
    open.delete(id);
    const variables = completionVariables(api.id, index);
    api.environment.assignVariables(variables);
    api.signal(variables);
    completions++;
  }
  return completions;
}

await serve(async (cases, from) => {
  let completions = 0;
  for (let i = 0; i < cases; i++) completions += await runCase(from + i);
  return completions;
});
