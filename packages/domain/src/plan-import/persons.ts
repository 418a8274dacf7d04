/** «А.П. Белова», or «Белова А.П.». */
const person =
  /\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?|\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s+\p{Lu}\.\s?(?:\p{Lu}\.?)?(?!\p{L})/gu;

/** A post of many at the end of a text: who is named behind it is somebody else. */
const many =
  /(?:^|\s)(?:руководители|учителя|педагоги|методисты|специалисты|воспитатели|родители|психологи|директора|кураторы|наставники)$/iu;

/** «Белова А.П. Зорин И.К.», «Классные руководители Белова А.П.» name two, though nothing but a space parts them. */
export function splitAtPersons(text: string): string[] {
  if (!/\p{Lu}\./u.test(text)) return [text];
  const cuts: number[] = [];
  let end = -1;
  for (const { index, 0: name } of text.matchAll(person)) {
    const before = text.slice(0, index).trimEnd();
    if ((end >= 0 && before.length <= end) || many.test(before)) cuts.push(index);
    end = index + name.length;
  }
  return [0, ...cuts]
    .map((from, at) => text.slice(from, cuts[at] ?? text.length).trim())
    .filter((part) => part !== '');
}

/** Posts that begin a name of their own where they stand in the middle of a cell with a capital letter. */
const posts =
  /^(?:Кл\.|Классн(?:ый|ые|ая)|Организатор[ыа]?|Библиотекар[ьи]|Завхоз|Медсестра|Вожат(?:ый|ая|ые)|Старш(?:ий|ая)|Психолог(?:и)?|Учител[ья]|Педагог(?:и)?(?:-\p{L}+)?|Соц\.|Социальн(?:ый|ые)|Зам\.(?:директора)?|Заместител[ьи]|Администрация|Родители|Воспитател[ьи]|Председател[ьи])$/u;

/** Whether a word in the middle of a cell begins another name: «Зам. директора по ВР Кл. руководители Организатор». */
export function beginsPost(word: string, before: readonly string[]): boolean {
  const first = before.length === 1 && /^(?:учитель|педагог|преподаватель)$/iu.test(before[0]!);
  return posts.test(word) && !first;
}

/** Posts of one person in one word; a name on the next line is that person's. */
const oneWord =
  /^(?:завхоз|медсестра|фельдшер|врач|логопед|дефектолог|библиотекарь|вожат(?:ый|ая)|воспитатель|инструктор|инженер|секретарь|бухгалтер|кладовщик|повар|делопроизводитель|инспектор|декан|ректор|проректор|лейтенант|капитан|майор|подполковник|полковник)$/iu;

export const isOneWordPost = (text: string): boolean => oneWord.test(text);
