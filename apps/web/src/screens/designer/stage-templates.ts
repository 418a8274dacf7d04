import { newModel } from './new-model.ts';

/** A beginning for a new folder: its files by path. */
export interface StageTemplate {
  id: string;
  files(id: string, title: string, order: number): { [path: string]: string };
}

interface Node {
  id: string;
  type: 'startEvent' | 'userTask' | 'sendTask' | 'exclusiveGateway' | 'endEvent' | 'boundaryEvent';
  name: string;
  x: number;
  y: number;
  /** XML inside the element, and further attributes. */
  inner?: string;
  more?: string;
}
interface Flow {
  from: string;
  to: string;
  name?: string;
  condition?: string;
  /** Points between the ends. */
  over?: [x: number, y: number][];
}

const sizes: { [type in Node['type']]: [width: number, height: number] } = {
  startEvent: [36, 36],
  endEvent: [36, 36],
  boundaryEvent: [36, 36],
  exclusiveGateway: [50, 50],
  userTask: [120, 80],
  sendTask: [120, 80],
};

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const extensions = (inner: string): string => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const task = (form: string, group: string, more = ''): string =>
  extensions(
    `<zeebe:userTask /><zeebe:formDefinition formId="${form}" /><zeebe:assignmentDefinition candidateGroups="${group}" />${more}`,
  );

/** A diagram with its drawing: `x` and `y` of a node are its middle. */
function diagram(id: string, title: string, nodes: Node[], flows: Flow[]): string {
  const at = new Map(nodes.map((node) => [node.id, node]));
  const flowId = ({ from, to }: Flow): string => `${from}--${to}`;
  const elements = nodes.map((node) => {
    const outgoing = flows
      .filter(({ from }) => from === node.id)
      .map((flow) => `<bpmn:outgoing>${flowId(flow)}</bpmn:outgoing>`);
    const incoming = flows
      .filter(({ to }) => to === node.id)
      .map((flow) => `<bpmn:incoming>${flowId(flow)}</bpmn:incoming>`);
    const [before, after] = node.type === 'boundaryEvent' ? ['', node.inner ?? ''] : [node.inner ?? '', ''];
    return `<bpmn:${node.type} id="${node.id}" name="${escaped(node.name)}"${node.more ?? ''}>${before}${incoming.join('')}${outgoing.join('')}${after}</bpmn:${node.type}>`;
  });
  const arrows = flows.map(
    (flow) =>
      `<bpmn:sequenceFlow id="${flowId(flow)}" sourceRef="${flow.from}" targetRef="${flow.to}"${flow.name ? ` name="${escaped(flow.name)}"` : ''}>${
        flow.condition
          ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=${escaped(flow.condition)}</bpmn:conditionExpression>`
          : ''
      }</bpmn:sequenceFlow>`,
  );
  const shapes = nodes.map((node) => {
    const [width, height] = sizes[node.type];
    const label = /Event|Gateway/.test(node.type)
      ? `<bpmndi:BPMNLabel><dc:Bounds x="${node.type === 'boundaryEvent' ? node.x + 20 : node.x - 50}" y="${node.type === 'exclusiveGateway' ? node.y + 32 : node.y + 24}" width="100" height="27" /></bpmndi:BPMNLabel>`
      : '';
    return `<bpmndi:BPMNShape id="${node.id}_di" bpmnElement="${node.id}"${node.type === 'exclusiveGateway' ? ' isMarkerVisible="true"' : ''}><dc:Bounds x="${node.x - width / 2}" y="${node.y - height / 2}" width="${width}" height="${height}" />${label}</bpmndi:BPMNShape>`;
  });
  const edges = flows.map((flow) => {
    const [from, to] = [at.get(flow.from)!, at.get(flow.to)!];
    const points = [
      edgeOf(from, flow.over?.[0] ?? [to.x, to.y]),
      ...(flow.over ?? []),
      edgeOf(to, flow.over?.at(-1) ?? [from.x, from.y]),
    ];
    // A name stands at the middle piece of its arrow.
    const [first, second] = points.slice(flow.over ? 1 : 0) as [[number, number], [number, number]];
    const label = flow.name
      ? `<bpmndi:BPMNLabel><dc:Bounds x="${(first[0] + second[0]) / 2 - 20}" y="${(first[1] + second[1]) / 2 - 18}" width="90" height="14" /></bpmndi:BPMNLabel>`
      : '';
    return `<bpmndi:BPMNEdge id="${flowId(flow)}_di" bpmnElement="${flowId(flow)}">${points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}" />`).join('')}${label}</bpmndi:BPMNEdge>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:opora="http://opora.dev/schema/bpmn/1.0" id="${id}-definitions" targetNamespace="http://opora.dev/models">
  <bpmn:process id="${id}" name="${escaped(title)}" isExecutable="true">
    ${[...elements, ...arrows].join('\n    ')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="${id}-diagram"><bpmndi:BPMNPlane id="${id}-plane" bpmnElement="${id}">
    ${[...shapes, ...edges].join('\n    ')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

/** Where a straight line from a node's middle towards a point leaves the node. */
function edgeOf(node: Node, [x, y]: [number, number]): [number, number] {
  const [width, height] = sizes[node.type];
  if (Math.abs(x - node.x) * height >= Math.abs(y - node.y) * width)
    return [node.x + (Math.sign(x - node.x) * width) / 2, node.y];
  return [node.x, node.y + (Math.sign(y - node.y) * height) / 2];
}

const form = (id: string, components: object[]): string =>
  `${JSON.stringify(
    {
      id,
      type: 'default',
      schemaVersion: 19,
      components: components.map((each, index) => ({
        ...each,
        id: `Field_${id.replaceAll('-', '_')}_${index + 1}`,
      })),
    },
    null,
    2,
  )}\n`;
const required = { validate: { required: true } };
const documentForm = (id: string): string =>
  form(id, [
    { type: 'text', text: '## Документ' },
    { type: 'textfield', key: 'documentTitle', label: 'Название документа', ...required },
    { type: 'textfield', key: 'documentLink', label: 'Ссылка на документ', ...required },
    { type: 'textarea', key: 'documentComment', label: 'Пояснение' },
  ]);
const stage = (
  id: string,
  title: string,
  order: number,
  roles: string[],
  outcomes: { id: string; title: { ru: string; en: string } }[],
): string =>
  `${JSON.stringify(
    {
      id,
      title: { ru: title, en: title },
      order,
      roles,
      input: [
        {
          name: 'schoolId',
          title: { ru: 'Школа', en: 'School' },
          type: 'string',
          required: true,
          description: 'Id of the school',
        },
      ],
      outcomes,
    },
    null,
    2,
  )}\n`;
const outcomes = {
  done: { id: 'done', title: { ru: 'Документ принят', en: 'Document taken' } },
  approved: { id: 'approved', title: { ru: 'Утверждено', en: 'Approved' } },
};
const sets = (outcome: string): string =>
  extensions(
    `<zeebe:ioMapping><zeebe:output source="=&#34;${outcome}&#34;" target="outcome" /></zeebe:ioMapping>`,
  );

const straight: StageTemplate = {
  id: 'straight',
  files: (id, title, order) => ({
    [`${id}.bpmn`]: diagram(
      id,
      title,
      [
        { id: 'start', type: 'startEvent', name: 'Нужен документ', x: 200, y: 200 },
        {
          id: 'prepare',
          type: 'userTask',
          name: 'Подготовить документ',
          x: 340,
          y: 200,
          inner: task(`${id}-document`, 'director'),
        },
        {
          id: 'check',
          type: 'userTask',
          name: 'Проверить документ',
          x: 520,
          y: 200,
          inner: task(`${id}-check`, 'method'),
        },
        { id: 'end', type: 'endEvent', name: 'Документ принят', x: 670, y: 200, inner: sets('done') },
      ],
      [
        { from: 'start', to: 'prepare' },
        { from: 'prepare', to: 'check' },
        { from: 'check', to: 'end' },
      ],
    ),
    'stage.json': stage(id, title, order, ['director', 'method'], [outcomes.done]),
    [`forms/${id}-document.form`]: documentForm(`${id}-document`),
    [`forms/${id}-check.form`]: form(`${id}-check`, [
      { type: 'text', text: '## Проверка документа\n\n**{{documentTitle}}**\n\n{{documentLink}}' },
      { type: 'textarea', key: 'checkComment', label: 'Что отмечено при проверке', ...required },
    ]),
    'scenarios/straight.yaml': `title: школа готовит документ, методист его проверяет
given: { schoolId: bodaibo-3 }
when:
  - complete: prepare
    as: director-1
    expect: { waiting: [check] }
  - complete: check
    as: method
then: { status: completed, outcome: done }
`,
    'README.md': `# ${title}\n\nШкола готовит документ, методическая служба его проверяет.\n`,
  }),
};

const approval: StageTemplate = {
  id: 'approval',
  files: (id, title, order) => ({
    [`${id}.bpmn`]: diagram(
      id,
      title,
      [
        { id: 'start', type: 'startEvent', name: 'Нужно согласование', x: 200, y: 220 },
        {
          id: 'submit',
          type: 'userTask',
          name: 'Сдать документ',
          x: 350,
          y: 220,
          inner: task(`${id}-document`, 'director'),
        },
        {
          id: 'overdue',
          type: 'boundaryEvent',
          name: 'Срок прошёл',
          x: 350,
          y: 260,
          more: ' cancelActivity="false" attachedToRef="submit"',
          inner:
            '<bpmn:timerEventDefinition id="overdue-timer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P14D</bpmn:timeDuration></bpmn:timerEventDefinition>',
        },
        {
          id: 'urge',
          type: 'userTask',
          name: 'Разобраться с просрочкой',
          x: 350,
          y: 400,
          inner: task(`${id}-overdue`, 'coordinator'),
        },
        { id: 'urged', type: 'endEvent', name: 'Просрочка разобрана', x: 520, y: 400 },
        {
          id: 'approve',
          type: 'userTask',
          name: 'Рассмотреть документ',
          x: 550,
          y: 220,
          inner: task(
            `${id}-approval`,
            'committee',
            '<zeebe:ioMapping><zeebe:input source="=null" target="decision" /><zeebe:input source="=null" target="remark" /><zeebe:output source="=decision" target="documentDecision" /><zeebe:output source="=remark" target="documentRemark" /></zeebe:ioMapping>',
          ),
        },
        {
          id: 'approved',
          type: 'exclusiveGateway',
          name: 'Утверждено?',
          x: 710,
          y: 220,
          more: ' default="approved--submit"',
        },
        { id: 'end', type: 'endEvent', name: 'Документ утверждён', x: 850, y: 220, inner: sets('approved') },
      ],
      [
        { from: 'start', to: 'submit' },
        { from: 'submit', to: 'approve' },
        { from: 'overdue', to: 'urge' },
        { from: 'urge', to: 'urged' },
        { from: 'approve', to: 'approved' },
        { from: 'approved', to: 'end', name: 'да', condition: 'documentDecision = "approve"' },
        {
          from: 'approved',
          to: 'submit',
          name: 'вернуть с замечаниями',
          over: [
            [710, 100],
            [350, 100],
          ],
        },
      ],
    ),
    'stage.json': stage(id, title, order, ['director', 'committee', 'coordinator'], [outcomes.approved]),
    [`forms/${id}-document.form`]: form(`${id}-document`, [
      { type: 'text', text: '## Документ' },
      {
        type: 'text',
        text: '**Замечания комитета:** {{documentRemark}}',
        conditional: { hide: '=documentRemark = null' },
      },
      { type: 'textfield', key: 'documentTitle', label: 'Название документа', ...required },
      { type: 'textfield', key: 'documentLink', label: 'Ссылка на документ', ...required },
    ]),
    [`forms/${id}-approval.form`]: form(`${id}-approval`, [
      { type: 'text', text: '## Рассмотрение документа\n\n**{{documentTitle}}**\n\n{{documentLink}}' },
      {
        type: 'radio',
        key: 'decision',
        label: 'Решение',
        ...required,
        values: [
          { value: 'approve', label: 'Утвердить' },
          { value: 'return', label: 'Вернуть с замечаниями' },
        ],
      },
      {
        type: 'textarea',
        key: 'remark',
        label: 'Замечания',
        validate: { required: true, maxLength: 4000 },
        conditional: { hide: '=decision != "return"' },
      },
    ]),
    [`forms/${id}-overdue.form`]: form(`${id}-overdue`, [
      { type: 'text', text: '## Срок прошёл' },
      { type: 'textarea', key: 'overdueReason', label: 'Почему срок пропущен', ...required },
    ]),
    'scenarios/straight.yaml': `title: документ утверждён с первого раза
given: { schoolId: bodaibo-3 }
when:
  - complete: submit
    as: director-1
  - complete: approve
    as: committee1
    with: { decision: approve }
then: { status: completed, outcome: approved, untouched: [urge] }
`,
    'scenarios/returned.yaml': `title: документ просрочен, возвращён с замечаниями и утверждён
given: { schoolId: bodaibo-3 }
when:
  - advance: P15D
    expect: { waiting: [submit, urge] }
  - complete: urge
    as: coordinator
  - complete: submit
    as: director-1
  - complete: approve
    as: committee1
    with: { decision: return, remark: Нет сроков }
    expect: { waiting: [submit], variables: { documentRemark: Нет сроков } }
  - complete: submit
    as: director-1
  - complete: approve
    as: committee1
    with: { decision: approve }
then: { status: completed, outcome: approved }
`,
    'README.md': `# ${title}\n\nШкола сдаёт документ за две недели; комитет утверждает его или возвращает с замечаниями. О просрочке узнаёт координатор.\n`,
  }),
};

/** What a new folder may begin with. */
export const stageTemplates: StageTemplate[] = [
  approval,
  straight,
  { id: 'empty', files: (id, title) => ({ [`${id}.bpmn`]: newModel(id, title) }) },
];
