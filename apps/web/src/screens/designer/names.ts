const latin: { [letter: string]: string } = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** An id made of a name as people write it: `Согласование плана` → `soglasovanie-plana`. */
export function idOf(name: string): string {
  const text = [...name.toLowerCase()].map((letter) => latin[letter] ?? letter).join('');
  const id = text
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return /^[a-z]/.test(id) ? id : id ? `m-${id}` : '';
}

/** A name that is not taken yet: `a`, `a-2`, `a-3`, … */
export function freeName(wanted: string, taken: (name: string) => boolean): string {
  if (!taken(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken(`${wanted}-${n}`)) return `${wanted}-${n}`;
}

/** Path of a copy beside a file: `forms/a.form` → `forms/a-2.form`. */
export function copyPath(path: string, taken: (path: string) => boolean): string {
  const [, before = path, extension = ''] = /^(.*?)(\.[^./]+)?$/.exec(path) ?? [];
  return `${freeName(before, (name) => taken(`${name}${extension}`))}${extension}`;
}
