/** Groups of the properties panel for what the engine does not execute. */
const hidden = new Set([
  'Zeebe__ExecutionListeners',
  'Zeebe__TaskListeners',
  'Zeebe__ExampleData',
  'CamundaPlatform__ExampleData',
]);

/** Leaves only what the engine executes in the properties panel. */
export const executedOnlyModule = {
  __init__: ['oporaExecutedOnly'],
  oporaExecutedOnly: [
    'type',
    class ExecutedOnly {
      static $inject = ['propertiesPanel'];
      constructor(panel: { registerProvider(priority: number, provider: object): void }) {
        panel.registerProvider(200, this);
      }
      getGroups() {
        return (groups: { id: string }[]): { id: string }[] => groups.filter(({ id }) => !hidden.has(id));
      }
    },
  ],
};
