/// <reference types="vite/client" />
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent<object, object, unknown>;
  export default component;
}
declare module '@fontsource-variable/golos-text';
declare module 'bpmn-js-i18n/translations/ru.js';
declare module 'bpmn-js-properties-panel';
declare module '@bpmn-io/properties-panel';
declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
declare module 'bpmn-js-create-append-anything';
declare module 'diagram-js-minimap';
declare module 'zeebe-bpmn-moddle/resources/zeebe.json';
declare module '@bpmn-io/properties-panel/preact/jsx-runtime';
