export { diagram } from './diagram.ts';
export { modelOf, NOON, Play, play, problemsOf, type PlayOptions } from './play.ts';
export { blocks, draw } from './random-diagram.ts';
