import {
  CheckboxEntry,
  isCheckboxEntryEdited,
  isFeelEntryEdited,
  isSelectEntryEdited,
  SelectEntry,
} from '@bpmn-io/properties-panel';
import { jsx } from '@bpmn-io/properties-panel/preact/jsx-runtime';
import { roleNames, roles } from '@opora/domain';
import { useService } from 'bpmn-js-properties-panel';
import { extensionOf, setExtension, type Parts } from '../../blocks/extensions.ts';
import type { Translate } from '../../lib/translate.ts';
import { referenceOf, setReference, type Referring } from './element-references.ts';
import { messageNameOf, setMessage, takesMessage } from './element-message.ts';
import type { Reference, ReferenceKind, References } from './references.ts';

/** What the editor is told when somebody wants to open or make what an element refers to. */
export interface ReferenceAsked {
  act: 'open' | 'create';
  kind: ReferenceKind;
  element: Referring;
}
interface Entry {
  id: string;
  component: unknown;
  isEdited?: unknown;
}
interface Group {
  id: string;
  label?: string;
  entries?: Entry[];
}
interface Props {
  element: Referring;
  id: string;
}
interface EventBus {
  fire(event: string, data: object): void;
}

/** Entries of the panel that only ask for an id; which version of it is meant stays the panel's own question. */
const replaced: { [group: string]: { kind: ReferenceKind; entries: string[] } } = {
  form: { kind: 'form', entries: ['formType', 'formId'] },
  calledDecision: { kind: 'decision', entries: ['decisionId'] },
  calledElement: { kind: 'process', entries: ['targetProcessId'] },
};
/** Which version of what is chosen holds: asked only once something is chosen. */
const bindings: readonly string[] = ['bindingType', 'versionTag'];
const listOf: { [K in ReferenceKind]: 'forms' | 'decisions' | 'processes' } = {
  form: 'forms',
  decision: 'decisions',
  process: 'processes',
};
const assignment = 'zeebe:AssignmentDefinition';

/** Roles named one by one; undefined: the groups are an expression. */
export function rolesOf(groups: string): string[] | undefined {
  if (groups.startsWith('=')) return undefined;
  return groups
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

/** Lets forms, decisions, processes, roles and messages be chosen from what the project has, opened and made from the element. */
export function referencesModule(t: Translate, language: 'ru' | 'en', references: () => References) {
  const choices = (kind: ReferenceKind): Reference[] => references()[listOf[kind]];
  const label = ({ name, folder }: Reference): string =>
    folder === references().folder ? name : `${name} · ${folder}`;

  function Picker({ element, id }: Props) {
    const injector = useService('injector') as Parts;
    const now = referenceOf(element)!;
    return jsx(SelectEntry, {
      element,
      id,
      label: t(`designer.ref.${now.kind}`),
      getValue: () => referenceOf(element)?.id ?? '',
      setValue: (value: string) => setReference(injector, element, value),
      getOptions: () => {
        const list = choices(now.kind);
        const strange = now.id && !list.some((each) => each.id === now.id);
        return [
          { value: '', label: t('designer.ref.none') },
          ...(strange
            ? [
                {
                  value: now.id,
                  label: now.id.startsWith('=') ? now.id : t('designer.ref.missing', { id: now.id }),
                },
              ]
            : []),
          ...list.map((each) => ({ value: each.id, label: label(each) })),
        ];
      },
    });
  }
  function Acts({ element }: Props) {
    const bus = useService('eventBus') as EventBus;
    const { kind, id } = referenceOf(element)!;
    const act = choices(kind).some((each) => each.id === id) ? 'open' : 'create';
    if (act === 'create' && id.startsWith('=')) return null;
    return jsx('div', {
      class: 'bio-properties-panel-entry',
      children: jsx('button', {
        type: 'button',
        class: 'opora-panel-button',
        'data-testid': `reference-${act}`,
        onClick: () => bus.fire('opora.reference', { act, kind, element }),
        children: t(`designer.ref.${act}.${kind}`),
      }),
    });
  }
  const roleEntry = (role: (typeof roles)[number]) =>
    function RoleBox({ element, id }: Props) {
      const injector = useService('injector') as Parts;
      const now = (): string => String(extensionOf(element, assignment)?.get('candidateGroups') ?? '');
      return jsx(CheckboxEntry, {
        element,
        id,
        label: roleNames[role][language],
        getValue: () => rolesOf(now())?.includes(role) ?? false,
        setValue: (on: boolean) => {
          const others = (rolesOf(now()) ?? []).filter((each) => each !== role);
          const next = on ? [...others, role] : others;
          setExtension(injector, element, assignment, { candidateGroups: next.join(',') || undefined });
        },
      });
    };
  function RolesTitle() {
    return jsx('div', {
      class: 'bio-properties-panel-entry opora-panel-title',
      children: t('designer.ref.roles'),
    });
  }
  const roleEntries: Entry[] = [
    { id: 'opora-roles', component: RolesTitle },
    ...roles.map((role) => ({
      id: `opora-role-${role}`,
      component: roleEntry(role),
      isEdited: isCheckboxEntryEdited,
    })),
  ];
  function MessagePicker({ element, id }: Props) {
    const injector = useService('injector') as Parts;
    return jsx(SelectEntry, {
      element,
      id,
      label: t('designer.ref.message'),
      getValue: () => messageNameOf(element) ?? '',
      setValue: (value: string) => setMessage(injector, element, value),
      getOptions: () => {
        const now = messageNameOf(element);
        const names = [...new Set([...references().messages, ...(now ? [now] : [])])].sort();
        return [
          { value: '', label: t('designer.ref.none') },
          ...names.map((name) => ({ value: name, label: name })),
          { value: '+', label: t('designer.ref.newMessage') },
        ];
      },
    });
  }

  /** The panel's own entries stay where what they hold is an expression or a form elsewhere. */
  function withPicker(group: Group, element: Referring): Group {
    const own = replaced[group.id];
    const now = referenceOf(element);
    if (!own || now?.kind !== own.kind) return group;
    const elsewhere = now.kind === 'form' && !now.id && extensionOf(element, 'zeebe:FormDefinition');
    const kept = (group.entries ?? []).filter(
      ({ id }) =>
        (elsewhere || !own.entries.includes(id) || (now.id.startsWith('=') && /Id$/.test(id))) &&
        (now.id !== '' || !bindings.includes(id)),
    );
    const which = kept.filter(({ id }) => bindings.includes(id));
    return {
      ...group,
      entries: [
        { id: `opora-${now.kind}`, component: Picker, isEdited: isSelectEntryEdited },
        ...which,
        { id: `opora-${now.kind}-acts`, component: Acts },
        ...kept.filter((entry) => !which.includes(entry)),
      ],
    };
  }
  function withRoles(group: Group, element: Referring): Group {
    if (group.id !== 'assignmentDefinition') return group;
    const groups = String(extensionOf(element, assignment)?.get('candidateGroups') ?? '');
    const plain = rolesOf(groups)?.every((each) => (roles as readonly string[]).includes(each));
    if (!plain) return group;
    const others = (group.entries ?? []).filter(({ id }) => id !== 'assignmentDefinitionCandidateGroups');
    return { ...group, entries: [...roleEntries, ...others] };
  }
  function withMessages(group: Group, element: Referring): Group {
    if (group.id !== 'message' || !takesMessage(element)) return group;
    const others = (group.entries ?? []).filter(({ id }) => id !== 'messageRef');
    return {
      ...group,
      entries: [{ id: 'opora-message', component: MessagePicker, isEdited: isFeelEntryEdited }, ...others],
    };
  }

  class ReferenceProvider {
    static $inject = ['propertiesPanel', 'contextPad', 'eventBus'];
    constructor(
      panel: { registerProvider(priority: number, provider: object): void },
      contextPad: { registerProvider(priority: number, provider: object): void },
      private readonly eventBus: EventBus,
    ) {
      panel.registerProvider(300, this);
      contextPad.registerProvider(500, this);
    }
    getGroups(element: Referring) {
      return (groups: Group[]): Group[] => {
        // A decision is chosen at any rule task that no outside worker does.
        const missing: Group[] =
          element.businessObject.$instanceOf?.('bpmn:BusinessRuleTask') &&
          !extensionOf(element, 'zeebe:TaskDefinition') &&
          !groups.some(({ id }) => id === 'calledDecision')
            ? [{ id: 'calledDecision', label: t('designer.ref.decision'), entries: [] }]
            : [];
        if (element.businessObject.$instanceOf?.('bpmn:StartEvent') && referenceOf(element))
          missing.push({ id: 'form', label: t('designer.ref.startForm'), entries: [] });
        return [...groups, ...missing].map((group) =>
          withMessages(withRoles(withPicker(group, element), element), element),
        );
      };
    }
    getContextPadEntries(element: Referring) {
      const now = referenceOf(element);
      if (!now || now.id.startsWith('=')) return {};
      const act = choices(now.kind).some((each) => each.id === now.id) ? 'open' : 'create';
      return {
        'opora-reference': {
          group: 'edit',
          className: 'opora-reference-tool',
          title: t(`designer.ref.${act}.${now.kind}`),
          action: {
            click: (): void => this.eventBus.fire('opora.reference', { act, kind: now.kind, element }),
          },
        },
      };
    }
  }
  return { __init__: ['oporaReferences'], oporaReferences: ['type', ReferenceProvider] };
}
