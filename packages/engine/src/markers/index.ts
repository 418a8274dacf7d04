import type { MarkerBehavior } from '../core/behavior.ts';
import type { ModelNode } from '../model/types.ts';
import { loop } from './loop.ts';
import { multiInstance } from './multi-instance.ts';

/** Every marker by its kind; a marker runs the element it wraps several times. */
export const markers: { [K in NonNullable<ModelNode['marker']>['kind']]: MarkerBehavior } = {
  'multi-instance': multiInstance,
  loop,
};
