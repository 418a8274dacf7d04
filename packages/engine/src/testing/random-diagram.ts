import fc from 'fast-check';

/** A well-formed block with one way in and one way out. */
export type Block =
  | { kind: 'task'; word: 'task' | 'user' | 'catch' }
  | { kind: 'sequence'; blocks: Block[] }
  | { kind: 'split'; word: 'xor' | 'and' | 'or'; branches: Block[]; holds: boolean[] }
  | { kind: 'race'; branches: Block[] }
  | { kind: 'loop'; body: Block }
  | { kind: 'sub'; body: Block }
  | { kind: 'many'; body: Block; times: number; sequential: boolean }
  | { kind: 'boundary'; beside: boolean; message: boolean; body: Block; handler: Block };

/** Random blocks nested a few levels deep. */
export const blocks: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => {
  const block = tie('block');
  const task = fc.record({
    kind: fc.constant('task' as const),
    word: fc.constantFrom('task' as const, 'user' as const, 'catch' as const),
  });
  const branches = fc.array(block, { minLength: 2, maxLength: 3 });
  return {
    block: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      task,
      fc.record({
        kind: fc.constant('sequence' as const),
        blocks: fc.array(block, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('split' as const),
        word: fc.constantFrom('xor' as const, 'and' as const, 'or' as const),
        branches,
        holds: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('race' as const), branches }),
      fc.record({ kind: fc.constant('loop' as const), body: block }),
      fc.record({ kind: fc.constant('sub' as const), body: block }),
      fc.record({
        kind: fc.constant('many' as const),
        body: block,
        times: fc.integer({ min: 0, max: 3 }),
        sequential: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant('boundary' as const),
        beside: fc.boolean(),
        message: fc.boolean(),
        body: block,
        handler: block,
      }),
    ),
  };
}).block;

/** Draws a block as the text of a diagram between a start and an end event. */
export function draw(block: Block): string {
  let count = 0;
  const name = (word: string): string => `${word}${++count}`;
  const write = (one: Block, lines: string[]): { first: string; last: string } => {
    switch (one.kind) {
      case 'task': {
        const id = name(one.word);
        lines.push(one.word === 'catch' ? `catch ${id} message=${id}` : `${one.word} ${id}`);
        return { first: id, last: id };
      }
      case 'sequence': {
        const parts = one.blocks.map((part) => write(part, lines));
        for (let i = 1; i < parts.length; i++) lines.push(`${parts[i - 1]!.last} -> ${parts[i]!.first}`);
        return { first: parts[0]!.first, last: parts.at(-1)!.last };
      }
      case 'split': {
        const [fork, join] = [name('fork'), name('join')];
        lines.push(`${one.word} ${fork}`, `${one.word} ${join}`);
        one.branches.forEach((branch, i) => {
          const { first, last } = write(branch, lines);
          const isLast = i === one.branches.length - 1;
          if (one.word === 'and') lines.push(`${fork} -> ${first}`);
          else if (isLast) lines.push(`${fork} => ${first}`);
          else lines.push(`${fork} -> ${first} if ${one.holds[i] ? 'true' : 'false'}`);
          lines.push(`${last} -> ${join}`);
        });
        return { first: fork, last: join };
      }
      case 'race': {
        const [fork, join] = [name('race'), name('met')];
        lines.push(`race ${fork}`, `xor ${join}`);
        one.branches.forEach((branch, i) => {
          const event = name('event');
          lines.push(`catch ${event} ${i === 0 ? 'timer=PT1H' : `message=${event}`}`);
          const { first, last } = write(branch, lines);
          lines.push(`${fork} -> ${event} -> ${first}`, `${last} -> ${join}`);
        });
        return { first: fork, last: join };
      }
      case 'loop': {
        const [head, again, out] = [name('head'), name('again'), name('out')];
        const counter = `count_${again}`;
        const { first, last } = write(one.body, lines);
        lines.push(
          `xor ${head}`,
          `script ${again} script="=if ${counter} = null then 1 else ${counter} + 1" result=${counter}`,
          `xor ${out}`,
          `task ${out}left`,
          `${head} -> ${first}`,
          `${last} -> ${again} -> ${out}`,
          `${out} -> ${head} if ${counter} < 2`,
          `${out} => ${out}left`,
        );
        return { first: head, last: `${out}left` };
      }
      case 'sub':
      case 'many': {
        const id = name(one.kind);
        const more = one.kind === 'many' ? ` times=${one.times}${one.sequential ? ' sequential' : ''}` : '';
        lines.push(`sub ${id}${more} {`, ...inside(one.body), '}');
        return { first: id, last: id };
      }
      case 'boundary': {
        const [id, event, join] = [name('sub'), name('event'), name('meet')];
        lines.push(`sub ${id} {`, ...inside(one.body), '}', `or ${join}`);
        lines.push(
          `boundary ${event} of=${id} ${one.message ? `message=${event}` : 'timer=PT2H'}${one.beside ? ' beside' : ''}`,
        );
        const { first, last } = write(one.handler, lines);
        // What a non-interrupting event starts ends by itself: its token is one more than the block got.
        if (one.beside) lines.push(`end ${join}beside`, `${last} -> ${join}beside`);
        else lines.push(`${last} -> ${join}`);
        lines.push(`${event} -> ${first}`, `${id} -> ${join}`);
        return { first: id, last: join };
      }
    }
  };
  const inside = (one: Block): string[] => {
    const lines: string[] = [];
    const [begin, done] = [name('begin'), name('done')];
    const { first, last } = write(one, lines);
    return [`start ${begin}`, ...lines, `end ${done}`, `${begin} -> ${first}`, `${last} -> ${done}`];
  };
  return inside(block).join('\n');
}
