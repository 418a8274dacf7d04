import { Inject, Injectable } from '@nestjs/common';
import type {
  archiveRecordSchema,
  changeRecordSchema,
  createRecordSchema,
  Page,
  RecordChange,
  Register,
  RegisterRecord,
  registerQuerySchema,
} from '@opora/contracts';
import {
  checkRecord,
  type FieldFault,
  type RecordValues,
  type RegisterDefinition,
  type RegisterId,
  registers,
} from '@opora/domain';
import type { Database, Queryable } from '@opora/store';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import { keeps, keptDistricts } from './register-access.ts';
import { registerSheet } from './register-export.ts';
import { type FoundRecord, RegistersRepository, withoutDistrict } from './registers.repository.ts';

/** Most rows of one exported table. */
const MOST_ROWS = 50_000;

/** Keeps the registers: every change has a reason, a version and a place in the history of its record. */
@Injectable()
export class RegistersService {
  constructor(
    private readonly records: RegistersRepository,
    private readonly audit: AuditRepository,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** The registers with their fields and what the user may do in each. */
  all(user: CurrentUser): Page<Register> {
    const items = Object.values(registers).map((definition) => toRegister(user, definition));
    return { items, total: items.length, next: null };
  }

  find(
    user: CurrentUser,
    register: RegisterId,
    query: z.output<typeof registerQuerySchema>,
  ): Promise<Page<RegisterRecord>> {
    return this.records.find(user, register, query);
  }

  async read(user: CurrentUser, register: RegisterId, id: string): Promise<RegisterRecord> {
    return withoutDistrict(await this.known(user, register, id));
  }

  async history(
    user: CurrentUser,
    register: RegisterId,
    id: string,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<Page<RecordChange>> {
    await this.known(user, register, id);
    return this.records.history(register, id, query);
  }

  async create(
    user: CurrentUser,
    register: RegisterId,
    body: z.output<typeof createRecordSchema>,
    actId: string,
  ): Promise<RegisterRecord> {
    const { values, faults } = checkRecord(registers[register], body.values);
    const districtId = (values['districtId'] as string | null | undefined) ?? null;
    if (!keeps(user, register, districtId)) throw refusal(register);
    const id = body.id ?? newId(register, values, actId);
    await this.database.transaction(async (q) => {
      const act = {
        actId,
        user,
        action: `${register}.create`,
        subject: id,
        ...placeOf(register, id, values),
      };
      if (!(await this.audit.record(act, q))) return;
      await this.refuse([...faults, ...(await this.dangling(q, user, register, values, districtId))]);
      if (!(await this.records.create(q, register, id, values)))
        throw new Problem('conflict', `Такая запись уже есть: «${registers[register].one.ru}» «${id}».`, {
          errors: [{ path: registers[register].identity[0]!, message: 'Уже есть' }],
        });
      const login = user.login;
      await this.records.remember(q, register, {
        id,
        login,
        action: 'create',
        reason: null,
        before: null,
        after: filled(values),
      });
    });
    return this.read(user, register, id);
  }

  async change(
    user: CurrentUser,
    register: RegisterId,
    id: string,
    body: z.output<typeof changeRecordSchema>,
    actId: string,
  ): Promise<RegisterRecord> {
    const found = await this.own(user, register, id);
    const { values, faults } = checkRecord(registers[register], body.values, true);
    const [before, after] = difference(found.values, values);
    await this.database.transaction(async (q) => {
      const act = {
        ...{ actId, user, action: `${register}.update`, subject: id, remark: body.reason },
        ...{ ...placeOf(register, id, found.values), details: after },
      };
      if (!(await this.audit.record(act, q))) return;
      const period = checkRecord(registers[register], { ...found.values, ...values }).faults;
      await this.refuse([
        ...(faults.length > 0 ? faults : period),
        ...(await this.dangling(q, user, register, after, found.districtId)),
      ]);
      if (!(await this.records.change(q, register, { id, version: body.version, values: after })))
        throw changedMeanwhile(found);
      const login = user.login;
      await this.records.remember(q, register, {
        id,
        login,
        action: 'update',
        reason: body.reason,
        before,
        after,
      });
    });
    return this.read(user, register, id);
  }

  async archive(
    user: CurrentUser,
    register: RegisterId,
    id: string,
    { archived, version, reason }: z.output<typeof archiveRecordSchema>,
    actId: string,
  ): Promise<RegisterRecord> {
    const found = await this.own(user, register, id);
    if (!registers[register].archive)
      throw new Problem('refused', 'Такую запись не убирают: укажите её последний день.');
    const action = archived ? 'archive' : 'restore';
    await this.database.transaction(async (q) => {
      const act = { actId, user, action: `${register}.${action}`, subject: id, remark: reason };
      if (!(await this.audit.record({ ...act, ...placeOf(register, id, found.values) }, q))) return;
      if (!(await this.records.change(q, register, { id, version, archived }))) throw changedMeanwhile(found);
      await this.records.remember(q, register, {
        id,
        login: user.login,
        action,
        reason,
        before: null,
        after: null,
      });
    });
    return this.read(user, register, id);
  }

  /** All records that a filter finds, as a workbook that can be imported again. */
  async export(
    user: CurrentUser,
    register: RegisterId,
    query: z.output<typeof registerQuerySchema>,
  ): Promise<{ name: string; type: string; content: Buffer }> {
    const { items, total } = await this.records.find(user, register, {
      ...query,
      limit: MOST_ROWS,
      cursor: undefined,
    });
    if (total > MOST_ROWS)
      throw new Problem(
        'refused',
        `В выгрузке было бы ${total} строк, а помещается ${MOST_ROWS}: сузьте отбор.`,
      );
    const subjects = await this.records.find(user, 'subjects', { limit: 1000, archived: false });
    const names = new Map(subjects.items.map(({ id, label }) => [id, label]));
    return {
      name: `${registers[register].title.ru}.xlsx`,
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      content: await registerSheet(registers[register], items, names),
    };
  }

  private async known(user: CurrentUser, register: RegisterId, id: string): Promise<FoundRecord> {
    const found = await this.records.read(user, register, id);
    if (!found) throw notFound('Записи', id);
    return found;
  }

  private async own(user: CurrentUser, register: RegisterId, id: string): Promise<FoundRecord> {
    const found = await this.known(user, register, id);
    if (!found.mayChange) throw refusal(register);
    return found;
  }

  private async refuse(faults: FieldFault[]): Promise<void> {
    if (faults.length > 0)
      throw new Problem('refused', `Записать нельзя: ${faults.map(({ message }) => message).join('. ')}.`, {
        errors: faults.map(({ path, message }) => ({ path: `values.${path}`, message })),
      });
  }

  /** Refs that lead nowhere, to what the user may not know of, or out of the district. */
  private async dangling(
    q: Queryable,
    user: CurrentUser,
    register: RegisterId,
    values: RecordValues,
    districtId: string | null,
  ): Promise<FieldFault[]> {
    const faults: FieldFault[] = [];
    for (const field of registers[register].fields) {
      const value = values[field.key];
      if (field.kind === 'ref' && typeof value === 'string') {
        const within = field.anyDistrict ? null : districtId;
        if (!(await this.records.leads(q, user, field.ref!, value, within)))
          faults.push({ path: field.key, message: `«${field.title.ru}»: такой записи нет` });
      } else if (field.kind === 'subjects' && Array.isArray(value) && value.length > 0) {
        const unknown = await this.records.unknownSubjects(q, value);
        if (unknown.length > 0)
          faults.push({
            path: field.key,
            message: `«${field.title.ru}»: нет предметов ${unknown.join(', ')}`,
          });
      }
    }
    return faults;
  }
}

const refusal = (register: RegisterId): Problem =>
  forbidden(
    ['districts', 'subjects', 'partnerships'].includes(register)
      ? `«${registers[register].title.ru}» ведёт администратор.`
      : `«${registers[register].title.ru}» ведут координатор и методическая служба своего района.`,
  );

const changedMeanwhile = ({ label, version }: FoundRecord): Problem =>
  new Problem('conflict', `«${label}» уже изменили: теперь это версия ${version}. Обновите и повторите.`);

/** Subjects are known by their name in lower case, as results have it. */
const newId = (register: RegisterId, values: RecordValues, actId: string): string =>
  register === 'subjects'
    ? String(values['name'] ?? '').toLocaleLowerCase('ru')
    : register === 'partnerships'
      ? actId
      : `${registers[register].id.replace(/(ie)?s$/, '')}-${actId.slice(-12)}`;

function placeOf(
  register: RegisterId,
  id: string,
  values: RecordValues,
): { districtId: string | null; schoolId: string | null } {
  const text = (key: string): string | null => (typeof values[key] === 'string' ? values[key] : null);
  return {
    districtId: register === 'districts' ? id : text('districtId'),
    schoolId: register === 'schools' ? id : text('schoolId'),
  };
}

const filled = (values: RecordValues): RecordValues =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );

/** What differs: as it was, and as it is to be. */
function difference(was: RecordValues, now: RecordValues): [before: RecordValues, after: RecordValues] {
  const keys = Object.keys(now).filter(
    (key) => JSON.stringify(was[key] ?? null) !== JSON.stringify(now[key] ?? null),
  );
  const pick = (values: RecordValues): RecordValues =>
    Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
  return [pick(was), pick(now)];
}

const toRegister = (user: CurrentUser, { id, title, fields }: RegisterDefinition): Register => ({
  id,
  title: title.ru,
  fields: fields.map(({ key, title: name, kind, required, choices, ref }) => ({
    key,
    title: name.ru,
    kind,
    required: required ?? false,
    choices: choices
      ? Object.fromEntries(Object.entries(choices).map(([value, { ru }]) => [value, ru]))
      : null,
    ref: ref ?? null,
  })),
  writes: keptDistricts(user, id),
});
