/**
 * Shortens names that stand side by side so that what tells one from another stays visible: «Школа № 1, группа «низкие…» and
 * «Школа № 1, группа «новые…» keep what comes behind their common words. Names that fit stay as they are.
 */
export function tellingNames(names: readonly string[], most: number): string[] {
  const cut = (name: string): string =>
    name.length <= most ? name : `${name.slice(0, most - 1).trimEnd()}…`;
  const shown = names.map(cut);
  const alike = new Map<string, string[]>();
  names.forEach((name, at) => alike.set(shown[at]!, [...(alike.get(shown[at]!) ?? []), name]));
  return names.map((name, at) => {
    const group = alike.get(shown[at]!)!;
    return group.every((other) => other === name) ? shown[at]! : fromDifference(name, group, most);
  });
}

/** The beginning of a name, and what follows the words that it shares with its group. */
function fromDifference(name: string, group: readonly string[], most: number): string {
  let common = 0;
  while (common < name.length && group.every((other) => other[common] === name[common])) common += 1;
  // The difference is shown with the whole word that it stands in.
  const word = name.slice(0, common).search(/[^\s«"(]+$/u);
  const from = word < 0 || common - word > most / 3 ? common : word;
  const head = name.slice(0, Math.max(3, Math.floor(most / 4))).trimEnd();
  const rest = name.slice(from);
  const room = most - head.length - 1;
  return `${head}…${rest.length <= room ? rest : `${rest.slice(0, room - 1).trimEnd()}…`}`;
}
