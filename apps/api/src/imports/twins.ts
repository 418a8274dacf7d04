import type { ResolvedRow } from './import-kind.ts';

/** Finds rows of a file that are about one thing; two of one name are two things only where the table tells them apart. */
export class Twins {
  private readonly rows = new Map<string, number>();
  private readonly names = new Map<string, { row: number; by: string | null }>();
  private readonly apart: string[] = [];
  private field = '';

  /** Takes a row that is whole; answers what is wrong with it if the thing was named before. */
  take(row: number, key: string, named: ResolvedRow['named']): string | undefined {
    const twin = this.rows.get(key);
    const other = named && !named.known ? this.names.get(named.name) : undefined;
    if (twin !== undefined && named?.known)
      return `Та же запись реестра, что в строке ${twin}. Если это одно и то же, оставьте одну строку; если разные, сначала заведите вторую в реестре и укажите её «Код»`;
    if (named && other) {
      const same = named.by === null || other.by === null ? other.row : twin;
      if (same !== undefined)
        return `То же название, что в строке ${same}. Если это одно и то же, оставьте одну строку; если разные, заполните в обеих «${named.field}»`;
      this.apart.push(`${other.row} и ${row}`);
      this.field = named.field;
    } else if (twin !== undefined) return `Повторяет строку ${twin}: оставьте одну`;
    if (twin === undefined) this.rows.set(key, row);
    if (named && !named.known && !other) this.names.set(named.name, { row, by: named.by });
    return undefined;
  }

  /** Says which rows of one name are taken for two things. */
  notes(): string[] {
    const more = this.apart.length > 5 ? ` и ещё ${this.apart.length - 5}` : '';
    return this.apart.length > 0
      ? [
          `Одно название, но разное в столбце «${this.field}»: строки ${this.apart.slice(0, 5).join(', ')}${more}. Будут записаны как разные.`,
        ]
      : [];
  }
}
