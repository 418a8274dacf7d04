import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { labelPlace } from './label-place.ts';
import type { Box, Point } from './route-flow.ts';

interface Shape extends Box {
  id: string;
  type: string;
  parent?: Shape;
  host?: Shape;
  label?: Shape;
  labelTarget?: Shape;
  collapsed?: boolean;
  attachers?: Shape[];
  waypoints?: Point[];
  source?: Shape;
  outgoing?: Shape[];
}
interface Registry {
  filter(test: (one: Shape) => boolean): Shape[];
}
interface Modeling {
  moveShape(shape: Shape, by: Point): void;
}
interface Change {
  context: {
    connection?: Shape;
    source?: Shape;
    shape?: Shape;
    element?: Shape;
    host?: Shape;
  };
}

/** After our interceptors and those of bpmn-js, which put names on the edge of the step. */
const LAST = 100;
const isFrame = ({ type, collapsed }: Shape): boolean =>
  /:(Participant|Lane|Group)$/.test(type) ||
  (/:(SubProcess|AdHocSubProcess|Transaction)$/.test(type) && !collapsed);
const edgesOf = ({ x, y, width, height }: Box): Point[] => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
  { x, y },
];

/** Names of events on the edge of a step move to where no flow crosses them, when the event gets a flow, a name or another place. */
class BoundaryLabels extends CommandInterceptor {
  static override $inject = ['eventBus', 'modeling', 'elementRegistry'];
  constructor(
    events: ConstructorParameters<typeof CommandInterceptor>[0],
    private readonly modeling: Modeling,
    private readonly registry: Registry,
  ) {
    super(events);
    this.postExecuted(
      [
        'connection.create',
        'connection.layout',
        'connection.reconnect',
        'connection.updateWaypoints',
        'element.updateLabel',
        'element.updateProperties',
        'element.updateAttachment',
        'label.create',
      ],
      LAST,
      ({ context: { connection, shape, element } }: Change) => {
        const one = connection?.source ?? shape ?? element;
        const event = one?.labelTarget ?? one;
        if (event?.host) for (const each of event.host.attachers ?? []) this.settle(each);
      },
    );
  }

  private settle(event: Shape): void {
    const { host, label } = event;
    if (!host || !label) return;
    const all = this.registry.filter((one) => one.parent !== undefined && one !== label && one !== host);
    const frames = all.filter(isFrame);
    const place = labelPlace(event, label, {
      host,
      shapes: all.filter((one) => !one.waypoints && !isFrame(one) && one !== event),
      ways: [...all.flatMap(({ waypoints }) => (waypoints ? [waypoints] : [])), ...frames.map(edgesOf)],
    });
    if (place) this.modeling.moveShape(label, { x: place.x - label.x, y: place.y - label.y });
  }
}

/** The module of it for an editor. */
export const boundaryLabelsModule = {
  __init__: ['oporaBoundaryLabels'],
  oporaBoundaryLabels: ['type', BoundaryLabels],
};
