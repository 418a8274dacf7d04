import {
  allHandlersFinished,
  condition,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

const { act, write } = proxyLocalActivities({ startToCloseTimeout: '10s' });

/**
 * The support case as one would write it by hand on Temporal: the same people's steps and service steps, one Update per
 * completion, one PostgreSQL write per step. What the engine costs is measured against it.
 */
export async function supportCaseByHand(input) {
  const open = new Map();
  const variables = { ...input };
  const { workflowId } = workflowInfo();
  let changes = [];
  let step = 0;
  const offer = (id) =>
    new Promise((done) => {
      open.set(id, done);
      changes.push({ task: id, state: 'open' });
    });
  const flush = async () => {
    const written = changes;
    changes = [];
    if (written.length > 0) await write({ caseId: workflowId, step: ++step, changes: written });
  };
  let resting = false;
  let ended = false;
  const rest = async (...tasks) => {
    resting = true;
    await Promise.all(tasks);
    resting = false;
  };
  setHandler(defineUpdate('rest'), async () => {
    await condition(() => resting);
    await flush();
    return [...open.keys()];
  });
  setHandler(
    defineUpdate('complete'),
    async (id, values) => {
      Object.assign(variables, values);
      const done = open.get(id);
      open.delete(id);
      changes.push({ task: id, state: 'done' });
      done();
      await condition(() => open.size > 0 || ended);
      await flush();
      return [...open.keys()];
    },
    {
      validator: (id) => {
        if (!open.has(id)) throw new Error(`task ${id} is not open`);
      },
    },
  );
  await act('register');
  await rest(offer('selfDiagnosis'));
  if (variables.risk === 'high') {
    await rest(offer('assignPartner'), offer('planActions'));
    await rest(...variables.experts.map((expert) => offer(`review-${expert}`)));
    await act('publish');
  }
  changes.push({ task: 'case', state: 'ended' });
  ended = true;
  await condition(allHandlersFinished);
}
