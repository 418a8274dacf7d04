/**
 * Notes on each file whether another of the same kind is called the same, as a copy is: then the name of the file tells them
 * apart. Each file is looked at once.
 */
export function withTwins<T extends { label: string }>(
  files: readonly T[],
  kindOf: (file: T) => unknown,
): (T & { hasTwin: boolean })[] {
  const counts = new Map<unknown, Map<string, number>>();
  for (const file of files) {
    const ofKind = counts.get(kindOf(file)) ?? new Map<string, number>();
    counts.set(kindOf(file), ofKind.set(file.label, (ofKind.get(file.label) ?? 0) + 1));
  }
  return files.map((file) => ({ ...file, hasTwin: counts.get(kindOf(file))!.get(file.label)! > 1 }));
}
