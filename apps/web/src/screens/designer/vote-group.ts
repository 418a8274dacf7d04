import {
  CheckboxEntry,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextFieldEntryEdited,
  SelectEntry,
  TextFieldEntry,
} from '@bpmn-io/properties-panel';
import { jsx } from '@bpmn-io/properties-panel/preact/jsx-runtime';
import { useService } from 'bpmn-js-properties-panel';
import type { Translate } from '../../lib/translate.ts';

interface BusinessObject {
  $type: string;
  extensionElements?: Extensions;
  get(name: string): unknown;
}
interface Extensions extends BusinessObject {
  values: BusinessObject[];
}
interface Shape {
  businessObject: BusinessObject & { $instanceOf(type: string): boolean };
}
interface Props {
  element: Shape;
  id: string;
}
interface Modeling {
  updateModdleProperties(
    element: Shape,
    target: BusinessObject,
    properties: { [name: string]: unknown },
  ): void;
}
interface BpmnFactory {
  create(
    type: string,
    properties: { [name: string]: unknown },
  ): BusinessObject & { $parent?: BusinessObject };
}

const FIELDS = ['voters', 'size', 'quorum', 'choices', 'outcomeVariable'] as const;
const RULES = ['majority', 'two-thirds', 'unanimous', 'first-refusal'] as const;
const DEFAULTS = {
  size: '=3',
  quorum: '=2',
  rule: 'majority',
  choices: '=["approve", "return", "reject"]',
  outcomeVariable: 'decision',
  secret: '=false',
};

function voteOf(element: Shape): BusinessObject | undefined {
  return element.businessObject.extensionElements?.values?.find((value) => value.$type === 'opora:Vote');
}

/** Adds the group «Голосование» to the properties of a user task (`opora:vote`). */
export function voteGroupModule(t: Translate) {
  function Enabled({ element, id }: Props) {
    const modeling = useService('modeling') as Modeling;
    const factory = useService('bpmnFactory') as BpmnFactory;
    return jsx(CheckboxEntry, {
      element,
      id,
      label: t('designer.vote.enabled'),
      getValue: () => voteOf(element) !== undefined,
      setValue: (on: boolean) => {
        const business = element.businessObject;
        const found = voteOf(element);
        if (on === (found !== undefined)) return;
        const extensions =
          business.extensionElements ??
          (factory.create('bpmn:ExtensionElements', { values: [] }) as Extensions);
        if (on) {
          const vote = factory.create('opora:Vote', DEFAULTS);
          vote.$parent = extensions;
          if (business.extensionElements)
            modeling.updateModdleProperties(element, extensions, { values: [...extensions.values, vote] });
          else {
            extensions.values = [vote];
            modeling.updateModdleProperties(element, business, { extensionElements: extensions });
          }
        } else
          modeling.updateModdleProperties(element, extensions, {
            values: extensions.values.filter((value) => value !== found),
          });
      },
    });
  }
  const textField = (name: (typeof FIELDS)[number]) =>
    function Field({ element, id }: Props) {
      const modeling = useService('modeling') as Modeling;
      const debounce = useService('debounceInput') as unknown;
      return jsx(TextFieldEntry, {
        element,
        id,
        label: t(`designer.vote.${name}`),
        debounce,
        getValue: () => voteOf(element)?.get(name) ?? '',
        setValue: (value: string) => {
          const vote = voteOf(element);
          if (vote) modeling.updateModdleProperties(element, vote, { [name]: value || undefined });
        },
      });
    };
  function Rule({ element, id }: Props) {
    const modeling = useService('modeling') as Modeling;
    return jsx(SelectEntry, {
      element,
      id,
      label: t('designer.vote.rule'),
      getValue: () => voteOf(element)?.get('rule') ?? 'majority',
      setValue: (value: string) => {
        const vote = voteOf(element);
        if (vote) modeling.updateModdleProperties(element, vote, { rule: value });
      },
      getOptions: () => RULES.map((value) => ({ value, label: t(`designer.vote.${value}`) })),
    });
  }
  function Secret({ element, id }: Props) {
    const modeling = useService('modeling') as Modeling;
    return jsx(CheckboxEntry, {
      element,
      id,
      label: t('designer.vote.secret'),
      getValue: () => voteOf(element)?.get('secret') === '=true',
      setValue: (on: boolean) => {
        const vote = voteOf(element);
        if (vote) modeling.updateModdleProperties(element, vote, { secret: on ? '=true' : '=false' });
      },
    });
  }
  const fields = FIELDS.map((name) => ({
    id: `opora-vote-${name}`,
    component: textField(name),
    isEdited: isTextFieldEntryEdited,
  }));

  class VoteProvider {
    static $inject = ['propertiesPanel'];
    constructor(panel: { registerProvider(priority: number, provider: VoteProvider): void }) {
      panel.registerProvider(400, this);
    }
    getGroups(element: Shape) {
      return (groups: object[]): object[] => {
        if (!element.businessObject.$instanceOf?.('bpmn:UserTask')) return groups;
        const entries = [
          { id: 'opora-vote-enabled', component: Enabled, isEdited: isCheckboxEntryEdited },
          ...(voteOf(element)
            ? [
                ...fields,
                { id: 'opora-vote-rule', component: Rule, isEdited: isSelectEntryEdited },
                { id: 'opora-vote-secret', component: Secret, isEdited: isCheckboxEntryEdited },
              ]
            : []),
        ];
        return [...groups, { id: 'opora-vote', label: t('designer.vote.title'), entries }];
      };
    }
  }
  return { __init__: ['oporaVoteProvider'], oporaVoteProvider: ['type', VoteProvider] };
}
