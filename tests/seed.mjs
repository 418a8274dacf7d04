import fc from 'fast-check';

// The same draws of chance at every run, so that a run says something about the change and not about luck.
// FC_SEED=random looks for new ones; FC_SEED=<number> repeats what it found.
const wanted = process.env.FC_SEED ?? '20260901';
if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
