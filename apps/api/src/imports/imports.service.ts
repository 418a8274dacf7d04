import { Inject, Injectable } from '@nestjs/common';
import type {
  changeImportSchema,
  confirmImportSchema,
  createImportSchema,
  Import,
  ImportKindInfo,
  importQuerySchema,
  ImportRow,
  importRowQuerySchema,
  Page,
  UndoAnswer,
} from '@opora/contracts';
import { readTable } from '@opora/domain/table-import';
import type { Json } from '@opora/engine';
import type { Database, Queryable } from '@opora/store';
import type { z } from 'zod';
import { can, roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import type { Upload } from '../platform/upload.ts';
import { keeps } from '../registers/register-access.ts';
import { readImport, toRemember } from './import-reader.ts';
import type { ImportKind } from './import-kind.ts';
import { importKinds } from './kinds/index.ts';
import { ImportsRepository } from './imports.repository.ts';

/** Brings tables into registers: a preview first, then all rows or none, and back again on wish. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly audit: AuditRepository,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  kinds(): Page<ImportKindInfo> {
    const items = importKinds.map(({ kind, title, columns }) => ({
      kind,
      title,
      columns: columns.map((column) => ({
        key: column.key,
        title: column.title,
        required: column.required ?? false,
      })),
    }));
    return { items, total: items.length, next: null };
  }

  find(user: CurrentUser, query: z.output<typeof importQuerySchema>): Promise<Page<Import>> {
    const everywhere = roleAnywhere(user, 'users.manage') !== undefined;
    const districts = user.grants.flatMap((grant) => grant.districtId ?? []);
    const seen = importKinds.map(({ kind, register }) => ({
      kind,
      districts: everywhere && register ? null : districts.filter((district) => writes(user, kind, district)),
    }));
    return this.imports.find(seen, query);
  }

  async create(
    user: CurrentUser,
    body: z.output<typeof createImportSchema>,
    file: Upload | undefined,
    id: string,
  ): Promise<Import> {
    const kind = kindOf(body.kind);
    if (!writes(user, kind.kind, body.districtId))
      throw forbidden(
        kind.register
          ? `Таблицу «${kind.title}» загружают те, кто ведёт этот реестр в районе.`
          : 'Результаты загружают координатор и методическая служба своего района.',
      );
    if (!file)
      throw new Problem('bad-request', 'Файла нет: приложите таблицу xlsx или csv.', {
        errors: [{ path: 'file', message: 'Ожидается файл xlsx или csv' }],
      });
    return this.database.transaction(async (q) => {
      const fresh = await this.imports.create(q, {
        id,
        kind: kind.kind,
        districtId: body.districtId,
        fileName: file.name,
        content: file.content,
        login: user.login,
      });
      if (fresh)
        await this.readFile(q, { id, kind: kind.kind, districtId: body.districtId, content: file.content });
      return (await this.imports.read(id, q))!;
    });
  }

  async read(user: CurrentUser, id: string): Promise<Import> {
    const found = isUuid(id) ? await this.imports.read(id) : undefined;
    if (!found || !writes(user, found.kind, found.districtId)) throw notFound('Загрузки', id);
    return found;
  }

  async rows(
    user: CurrentUser,
    id: string,
    query: z.output<typeof importRowQuerySchema>,
  ): Promise<Page<ImportRow>> {
    const { kind } = await this.read(user, id);
    const page = await this.imports.rows(id, query);
    const changed = page.items.filter(({ change }) => change === 'changed');
    const now = await kindOf(kind).existing(
      this.database,
      changed.map(({ key, data }) => ({ key: key!, data: data! })),
    );
    const before = (row: (typeof changed)[number]) => ({
      ...row,
      before: differing(kindOf(kind), row.data!, now.get(row.key!)),
    });
    const items = page.items.map((row) => (row.change === 'changed' ? before(row) : row));
    return { ...page, items: items.map(({ key: _, ...row }) => row) };
  }

  /** Reads the file again with the columns that a person has chosen, and remembers the choice for the next file. */
  async change(user: CurrentUser, id: string, body: z.output<typeof changeImportSchema>): Promise<Import> {
    return this.within({ user, id, state: 'preview' }, async (q, found) => {
      const kind = kindOf(found.kind);
      const wrong = Object.keys(body.columns).filter(
        (key) => !kind.columns.some((column) => column.key === key),
      );
      if (wrong.length > 0)
        throw new Problem('bad-request', `Столбцов ${wrong.join(', ')} у этой загрузки нет.`, {
          errors: wrong.map((key) => ({ path: `columns.${key}`, message: 'Неизвестный столбец' })),
        });
      const columns = {
        ...Object.fromEntries(found.columns.map(({ key, position }) => [key, position])),
        ...body.columns,
      };
      await this.imports.clearRows(q, id);
      await this.readFile(q, {
        id,
        kind: found.kind,
        districtId: found.districtId,
        content: await this.imports.content(q, id),
        columns,
      });
      await this.imports.remember(q, found.kind, found.districtId, toRemember(found.header, columns));
      return (await this.imports.read(id, q))!;
    });
  }

  /** Writes all rows that are new or changed; wrong rows stop it unless they are to be left out. */
  async confirm(
    user: CurrentUser,
    id: string,
    body: z.output<typeof confirmImportSchema>,
    actId: string,
  ): Promise<Import> {
    const work: Work = async (q, found) => {
      if (found.problems.length > 0)
        throw new Problem('refused', `Загрузить нельзя: ${found.problems.join(' ')}`);
      if (found.totals.wrong > 0 && !body.leaveOutWrong)
        throw new Problem(
          'refused',
          `Строк с ошибками: ${found.totals.wrong}. Исправьте файл или загрузите без этих строк.`,
          { errors: [{ path: 'leaveOutWrong', message: 'Нужно согласие загрузить без строк с ошибками' }] },
        );
      await kindOf(found.kind).write(q, id);
      await this.imports.setState(q, id, 'confirmed', user.login);
      await this.imports.clearRows(q, id);
      return {};
    };
    return (await this.once({ user, id, actId, state: 'preview', action: 'import.confirm' }, work)).import;
  }

  /** Throws a preview away. */
  async drop(user: CurrentUser, id: string, actId: string): Promise<Import> {
    const work: Work = async (q) => {
      await this.imports.clearRows(q, id);
      await this.imports.setState(q, id, 'dropped', user.login);
      return {};
    };
    return (await this.once({ user, id, actId, state: 'preview', action: 'import.drop' }, work)).import;
  }

  async undo(user: CurrentUser, id: string, actId: string): Promise<UndoAnswer> {
    const work: Work = async (q, found) => {
      const counts = await kindOf(found.kind).undo(q, id);
      await this.imports.setState(q, id, 'undone', user.login);
      return { ...counts };
    };
    const { counts, import: after } = await this.once(
      { user, id, actId, state: 'confirmed', action: 'import.undo' },
      work,
    );
    return { ...(counts as Omit<UndoAnswer, 'import'>), import: after };
  }

  /** Acts on an import that is in a state and remembers the act with its counts; a repetition answers the same again. */
  private async once(
    act: { user: CurrentUser; id: string; actId: string; state: Import['state']; action: string },
    work: Work,
  ): Promise<{ counts: { [name: string]: number }; import: Import }> {
    return this.within(act, async (q, found, repeated) => {
      const counts = repeated ? (repeated['counts'] as { [name: string]: number }) : await work(q, found);
      if (!repeated)
        await this.audit.record(
          {
            actId: act.actId,
            user: act.user,
            action: act.action,
            subject: found.id,
            districtId: found.districtId,
            details: { kind: found.kind, file: found.fileName, totals: found.totals, counts },
          },
          q,
        );
      return { counts, import: (await this.imports.read(act.id, q))! };
    });
  }

  private async within<T>(
    { user, id, state, actId }: { user: CurrentUser; id: string; state: Import['state']; actId?: string },
    work: (q: Queryable, found: Import, repeated: { [name: string]: Json } | undefined) => Promise<T>,
  ): Promise<T> {
    await this.read(user, id);
    return this.database.transaction(async (q) => {
      const locked = (await this.imports.lock(q, id))!;
      const repeated = actId === undefined ? undefined : await this.audit.detailsOf(actId, q);
      if (repeated !== undefined) return work(q, locked, repeated as { [name: string]: Json });
      if (locked.state !== state)
        throw new Problem('conflict', `С этой загрузкой так нельзя: она ${states[locked.state]}.`);
      return work(q, locked, undefined);
    });
  }

  private async readFile(
    q: Queryable,
    of: {
      id: string;
      kind: string;
      districtId: string;
      content: Buffer;
      columns?: Record<string, number | null>;
    },
  ): Promise<void> {
    const remembered = await this.imports.remembered(q, of.kind, of.districtId);
    try {
      const read = await readImport(q, kindOf(of.kind), (tell) => readTable(of.content, tell), {
        importId: of.id,
        districtId: of.districtId,
        remembered,
        ...(of.columns ? { columns: of.columns } : {}),
      });
      await this.imports.keep(q, of.id, read);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'PlanImportError') throw error;
      throw new Problem('refused', error.message, { errors: [{ path: 'file', message: error.message }] });
    }
  }
}

/** What stands where a row writes something else, in words. */
function differing(
  kind: ImportKind,
  data: { readonly [column: string]: Json },
  now: Json | undefined,
): { [column: string]: string } {
  const stands = (now ?? {}) as { [column: string]: Json };
  const said = (column: string): string | undefined => {
    const value = stands[column] ?? null;
    if (JSON.stringify(value) === JSON.stringify(data[column])) return undefined;
    if (value === null || (Array.isArray(value) && value.length === 0)) return '—';
    if (kind.said) return kind.said(column, value);
    return typeof value === 'number' ? value.toLocaleString('ru') : String(value);
  };
  return Object.fromEntries(
    Object.keys(data).flatMap((column) => {
      const words = said(column);
      return words === undefined ? [] : [[column, words]];
    }),
  );
}

/** Changes what an import touches; answers how many records of each sort. */
type Work = (q: Queryable, found: Import) => Promise<{ [name: string]: number }>;

const states: Record<Import['state'], string> = {
  preview: 'ещё не подтверждена',
  confirmed: 'уже подтверждена',
  undone: 'уже отменена',
  dropped: 'отброшена',
};

/** Whether a user may import tables of a kind in a district. */
function writes(user: CurrentUser, kind: string, districtId: string): boolean {
  const register = importKinds.find((each) => each.kind === kind)?.register;
  return register
    ? keeps(user, register, districtId)
    : can(user, 'import.write', { districtId, schoolId: null });
}

function kindOf(name: string): (typeof importKinds)[number] {
  const kind = importKinds.find((each) => each.kind === name);
  if (kind) return kind;
  const known = importKinds.map((each) => each.kind).join(', ');
  throw new Problem('bad-request', `Вида загрузки «${name}» нет.`, {
    errors: [{ path: 'kind', message: `Ожидается одно из: ${known}` }],
  });
}
