/** What is known by an id; `key` is equal where two mean the same. */
interface Item {
  id: string;
  key: string;
}
/** Whose state of an item is taken. */
export type Side = 'mine' | 'theirs';

/** Two people's changes of one list put together. */
export interface MergedList {
  /** Ids in their order, those too that one of both has removed and the other changed. */
  order: string[];
  /** Whose item is taken where nobody has to choose; what is in neither is gone. */
  taken: Map<string, Side>;
  /** Changed by both in different ways, or changed by one and removed by the other. */
  clashes: string[];
}

/** Puts together what two people made of one list, item by item. Where both reordered it, mine is the order. */
export function mergeList(base: readonly Item[], mine: readonly Item[], theirs: readonly Item[]): MergedList {
  const [b, m, t] = [base, mine, theirs].map((list) => new Map(list.map(({ id, key }) => [id, key]))) as [
    Map<string, string>,
    Map<string, string>,
    Map<string, string>,
  ];
  const taken = new Map<string, Side>();
  const clashes: string[] = [];
  for (const id of new Set([...b.keys(), ...m.keys(), ...t.keys()])) {
    const [was, my, their] = [b.get(id), m.get(id), t.get(id)];
    if (my === their) {
      if (my !== undefined) taken.set(id, 'mine');
    } else if (my === was) {
      if (their !== undefined) taken.set(id, 'theirs');
    } else if (their === was) {
      if (my !== undefined) taken.set(id, 'mine');
    } else clashes.push(id);
  }
  const kept = new Set([...taken.keys(), ...clashes]);
  const common = (list: readonly Item[]): string =>
    list
      .filter(({ id }) => b.has(id) && m.has(id) && t.has(id))
      .map(({ id }) => id)
      .join(' ');
  const [first, second] = common(mine) === common(base) ? [theirs, mine] : [mine, theirs];
  const order = first.map(({ id }) => id).filter((id) => kept.has(id));
  second.forEach(({ id }, at) => {
    if (!kept.has(id) || order.includes(id)) return;
    const before = second.slice(0, at).findLast((one) => order.includes(one.id));
    order.splice(before ? order.indexOf(before.id) + 1 : 0, 0, id);
  });
  return { order, taken, clashes };
}
