import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';

const { act } = proxyLocalActivities({ startToCloseTimeout: '10s' });

/** The loop of `engine/loop.bpmn` as one would write it by hand: a person's step by Update, one local activity, and again. */
export async function loopByHand(input) {
  const variables = { ...input };
  let ended = false;
  setHandler(
    defineUpdate('complete'),
    async (task, values) => {
      Object.assign(variables, values);
      await act({ task, variables });
      if (values.again === false) ended = true;
      return { state: ended ? 'completed' : 'active', open: ended ? [] : ['step'] };
    },
    {
      validator: (task) => {
        if (task !== 'step') throw new Error(`task ${task} is not open`);
      },
    },
  );
  await condition(() => ended);
}
