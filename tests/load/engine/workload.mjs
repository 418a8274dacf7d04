/** The support case in figures: which data it starts with and which come with a completion. The same for every contender. */
const experts = ['ann', 'bob', 'cid'];
const steps = ['selfDiagnosis', 'assignPartner', 'planActions', 'review'];
const VARIETY = 100;

/** A text of about 2,000 characters, as a JSON payload of a case would be. */
function payload(index) {
  const lines = [];
  for (let i = 0; i < 60; i++) lines.push({ id: (index * 7919 + i * 104729) % 1_000_003, note: `line ${i}` });
  return JSON.stringify({ index, lines }).slice(0, 2000);
}

/** The five scalars of a completion. */
const scalars = (step, index) => ({
  ...(step === 'selfDiagnosis' ? { risk: 'high' } : { [`${step}_outcome`]: 'accepted' }),
  [`${step}_note`]: `case ${index}, step ${step}`,
  [`${step}_score`]: index,
  [`${step}_amount`]: index * 1.25 + 0.5,
  [`${step}_ok`]: true,
});

// Made before anything is measured: what is measured is the engine.
const indices = Array.from({ length: VARIETY }, (_, index) => index);
const starts = indices.map((index) => ({ payload: payload(index), experts }));
const completions = Object.fromEntries(steps.map((step) => [step, indices.map((i) => scalars(step, i))]));

/** Variables of a case at its start. */
export const startVariables = (index) => starts[index % VARIETY];

/** Variables that come with a completion of a step. */
export const completionVariables = (step, index) => completions[step][index % VARIETY];
