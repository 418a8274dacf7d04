import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  changeDocumentSchema,
  createDocumentSchema,
  DocumentDetails,
  DocumentInfo,
  documentQuerySchema,
  Page,
  signDocumentSchema,
  VerifiedDocument,
} from '@opora/contracts';
import {
  documentKind,
  documentVariables,
  type DocumentValues,
  makeDocument,
  prepareDocument,
  unfilled,
  verifyUrl,
} from '@opora/domain/documents';
import type { Json } from '@opora/engine';
import {
  currentTemplate,
  documentFacts,
  jsonText,
  keepDocument,
  type KeptDocument,
  keptDocument,
  newVerifyCode,
  type Queryable,
  reviewerName,
  schoolVariables,
  signDocument,
  withReviewerNames,
} from '@opora/store';
import { fileTypeFromBuffer } from 'file-type';
import type { z } from 'zod';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import type { FileToSend } from '../platform/send-file.ts';
import type { Settings } from '../platform/settings.ts';
import { todayOf } from '../platform/today.ts';
import { SETTINGS } from '../platform/tokens.ts';
import { RiskProfilesService } from '../risk-profiles/risk-profiles.service.ts';
import { DocumentsRepository, toDocument } from './documents.repository.ts';

/** Bytes of one scan. */
export const MOST_SCAN = 20_000_000;
/** What a docx is called on the wire. */
export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The register of documents: made from templates, signed once, told to the cases that wait. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly documents: DocumentsRepository,
    private readonly profiles: RiskProfilesService,
    private readonly audit: AuditRepository,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  find(user: CurrentUser, query: z.output<typeof documentQuerySchema>): Promise<Page<DocumentInfo>> {
    return this.documents.find(user, query);
  }

  /** Makes a draft from what the system knows. */
  async create(
    user: CurrentUser,
    body: z.output<typeof createDocumentSchema>,
    id: string,
  ): Promise<DocumentDetails> {
    const place = { districtId: body.districtId, schoolId: body.schoolId ?? null };
    if (!can(user, 'document.write', place))
      throw forbidden('Документы готовят координатор и методическая служба своего района.');
    const kind = documentKind(body.kind);
    if (!kind) throw notFound('Вида документа', body.kind);
    const q = this.documents.database;
    if (kind.about === 'school' && place.schoolId === null)
      throw refused('schoolId', `«${kind.title}» — документ о школе: выберите школу.`);
    if (place.schoolId !== null) await this.schoolOf(place.districtId, place.schoolId);
    if (body.matching !== undefined && kind.id !== 'partner-order')
      throw refused('matching', `«${kind.title}» не составляется по подбору партнёров.`);
    const facts = await documentFacts(q, { ...place, matching: body.matching });
    if (body.matching !== undefined && facts.pairs.length === 0)
      throw refused('matching', 'В этом районе нет такого подбора партнёров, или в нём нет пар.');
    const variables =
      place.schoolId === null
        ? {}
        : {
            ...(await withReviewerNames(q, await schoolVariables(q, place.schoolId, documentVariables))),
            ...(await this.profiles.summary(place.schoolId)),
          };
    const given: DocumentValues = {
      исполнитель: { имя: user.name },
      ...(body.heading ? { заголовок: body.heading } : {}),
      ...(body.basis ? { основание: body.basis } : {}),
      ...(body.expert ? { эксперт: { имя: reviewerName(variables, body.expert) } } : {}),
    };
    const prepared = prepareDocument(kind, { facts, variables, given });
    const template = await currentTemplate(q, place.districtId, kind.id);
    const verifyCode = newVerifyCode();
    const content = await makeDocument(
      kind.id,
      template?.content ?? null,
      prepared,
      this.addressOf(verifyCode),
    );
    await q.transaction(async (tx) => {
      const fresh = await keepDocument(tx, {
        id,
        kind: kind.id,
        ...place,
        caseId: null,
        title: prepared.title,
        values: prepared.values as { [field: string]: Json },
        drawings: prepared.drawings as unknown as { [field: string]: Json },
        templateId: template?.id ?? null,
        status: 'draft',
        content,
        verifyCode,
        login: user.login,
      });
      if (fresh) await this.record(user, 'create', id, place, tx);
    });
    return this.read(user, id);
  }

  async read(user: CurrentUser, id: string): Promise<DocumentDetails> {
    const row = isUuid(id) ? await this.documents.row(user, id) : undefined;
    if (!row) throw notFound('Документа', id);
    const info = toDocument(row, user);
    const signer = (row['signer'] ?? {}) as { имя?: string | null; должность?: string | null };
    const today = await todayOf(this.documents.database, info.district.id);
    const [next, last, history] = await Promise.all([
      this.documents.nextNumber(info.district.id, info.kind, Number(today.slice(0, 4))),
      this.documents.lastSignatory(info.district.id),
      this.documents.history(id),
    ]);
    return {
      ...info,
      heading: (row['heading'] as string | null) ?? '',
      basis: (row['basis'] as string | null) ?? '',
      suggested: {
        number: next,
        signatory: signer.имя ?? last?.name ?? '',
        post: signer.должность ?? last?.post ?? '',
      },
      verifyUrl: this.addressOf(row['verify_code'] as string),
      unfilled: await this.blanksOf(info),
      history,
    };
  }

  /** What stands blank in a document that is still open. */
  private async blanksOf({ id, kind: kindId, status }: DocumentInfo): Promise<string[]> {
    const kind = documentKind(kindId);
    if (!kind || (status !== 'draft' && status !== 'on-signature')) return [];
    const { values, tags } = await this.documents.filling(id);
    return unfilled(kind, tags, values);
  }

  /** Changes what a draft is about, or sends it to be signed; its file is made anew. */
  async change(
    user: CurrentUser,
    id: string,
    body: z.output<typeof changeDocumentSchema>,
  ): Promise<DocumentDetails> {
    const before = await this.read(user, id);
    if (!before.may.write)
      throw forbidden('Документ меняют координатор и методическая служба своего района.');
    await this.documents.database.transaction(async (q) => {
      const kept = (await keptDocument(q, id, { lock: true }))!;
      refuseClosed(kept);
      const { version } = (await this.documents.row(user, id, q)) as { version: number };
      if (version !== body.version)
        throw new Problem('conflict', 'Документ за это время изменил кто-то другой. Обновите страницу.', {
          errors: [{ path: 'version', message: `Сейчас ${version}` }],
        });
      const values = {
        ...kept.values,
        ...(body.heading === undefined ? {} : { заголовок: body.heading }),
        ...(body.basis === undefined ? {} : { основание: body.basis }),
      };
      const changed = { ...kept, values };
      await q.query(
        'update documents set field_values = $2, title = $3, status = $4, content = $5, version = version + 1, updated_at = now() where id = $1',
        [
          id,
          jsonText(values),
          body.heading === undefined ? kept.title : retitled(kept, body.heading),
          body.status ?? kept.status,
          await this.render(changed),
        ],
      );
      await this.record(user, body.status === 'on-signature' ? 'submit' : 'change', id, kept, q);
    });
    return this.read(user, id);
  }

  /** Registers a document as signed; the case that waits for it goes on. */
  async sign(
    user: CurrentUser,
    id: string,
    body: z.output<typeof signDocumentSchema>,
  ): Promise<DocumentDetails> {
    const before = await this.read(user, id);
    if (!before.may.sign) throw forbidden('Подписанным документ отмечает координатор своего района.');
    const q = this.documents.database;
    if (before.status === 'signed')
      throw new Problem('conflict', `Документ уже подписан: № ${before.number} от ${before.date}.`);
    const same = await this.documents.sameNumber(q, id, body);
    if (same)
      throw new Problem('conflict', `Номер ${body.number} уже занят: «${same.title}» от ${same.date}.`, {
        errors: [{ path: 'number', message: 'Возьмите другой номер или ту же дату' }],
      });
    const signed = await signDocument(
      q,
      id,
      () => body,
      (document) => this.render(document),
      (tx, document) =>
        this.record(
          user,
          'sign',
          id,
          document,
          tx,
          `№ ${body.number} от ${body.date.split('-').reverse().join('.')}`,
        ),
    );
    if (signed) refuseCancelled(signed);
    return this.read(user, id);
  }

  async cancel(user: CurrentUser, id: string, reason: string): Promise<DocumentDetails> {
    const before = await this.read(user, id);
    if (!before.may.sign) throw forbidden('Документ отменяет координатор своего района.');
    await this.documents.database.transaction(async (q) => {
      const kept = (await keptDocument(q, id, { lock: true }))!;
      refuseCancelled(kept);
      if (kept.status !== 'signed' && (await this.documents.awaited(q, id)))
        throw new Problem(
          'conflict',
          'Этого документа ждёт дело школы. Подпишите его или сначала отмените шаг в деле.',
        );
      await q.query(
        "update documents set status = 'cancelled', cancel_reason = $2, version = version + 1, updated_at = now() where id = $1",
        [id, reason],
      );
      await this.record(user, 'cancel', id, kept, q, reason);
    });
    return this.read(user, id);
  }

  /** Takes a scan of the signed paper: what it is, its content says. */
  async scan(
    user: CurrentUser,
    id: string,
    file: { name: string; content: Buffer } | undefined,
  ): Promise<DocumentDetails> {
    const before = await this.read(user, id);
    if (!before.may.write) throw forbidden('Скан прикладывают координатор и методическая служба района.');
    if (!file || file.content.length === 0) throw refused('file', 'Файла нет, или он пуст.');
    const found = await fileTypeFromBuffer(file.content);
    if (!found || !/^(application\/pdf|image\/(png|jpeg|webp|tiff))$/.test(found.mime))
      throw refused(
        'file',
        `Это ${found ? `файл «${found.ext}»` : 'неизвестный файл'}. Скан — PDF или картинка (jpg, png, tiff).`,
      );
    await this.documents.database.transaction(async (q) => {
      const kept = (await keptDocument(q, id, { lock: true }))!;
      refuseCancelled(kept);
      const hash = createHash('sha256').update(file.content).digest('hex');
      await this.documents.keepScan(q, id, { ...file, hash, kind: found.mime });
      await this.record(user, 'scan', id, kept, q, file.name);
    });
    return this.read(user, id);
  }

  async file(user: CurrentUser, id: string): Promise<FileToSend> {
    const { title, number } = await this.read(user, id);
    const name = `${number ? `№ ${number} ` : ''}${title}`.replace(/[\p{Cc}/\\:*?"<>|]/gu, ' ').slice(0, 120);
    return { name: `${name.trim()}.docx`, type: docxType, content: await this.documents.file(id) };
  }

  async scanFile(user: CurrentUser, id: string): Promise<FileToSend> {
    await this.read(user, id);
    const found = await this.documents.scan(id);
    if (!found) throw notFound('Скана документа', id);
    return found;
  }

  /** What everybody may learn by the code on the paper. */
  async verify(code: string): Promise<VerifiedDocument> {
    const found = /^[a-z0-9]{20}$/.test(code) ? await this.documents.verified(code) : undefined;
    if (!found)
      throw new Problem('not-found', 'Документа с таким кодом в реестре нет. Проверьте адрес на бумаге.');
    return found;
  }

  private addressOf(code: string): string {
    return verifyUrl(this.settings.publicUrl, code);
  }

  private render(document: KeptDocument): Promise<Buffer> {
    return makeDocument(
      document.kind,
      document.template,
      { values: document.values as DocumentValues, drawings: document.drawings as never },
      this.addressOf(document.verifyCode),
      document,
    );
  }

  private async schoolOf(districtId: string, schoolId: string): Promise<void> {
    const [found] = await this.documents.database.query(
      'select 1 from schools where id = $1 and district_id = $2',
      [schoolId, districtId],
    );
    if (!found) throw refused('schoolId', `Школы «${schoolId}» в районе нет.`);
  }

  private async record(
    user: CurrentUser,
    action: string,
    id: string,
    place: { districtId: string; schoolId: string | null },
    q: Queryable,
    remark: string | null = null,
  ): Promise<void> {
    await this.audit.record(
      {
        user,
        action: `document.${action}`,
        subject: id,
        districtId: place.districtId,
        schoolId: place.schoolId,
        remark,
      },
      q,
    );
  }
}

const refused = (path: string, message: string): Problem =>
  new Problem('refused', message, { errors: [{ path, message }] });

function refuseCancelled({ status }: KeptDocument): void {
  if (status === 'cancelled') throw new Problem('conflict', 'Документ отменён. Сделайте новый.');
}

function refuseClosed(document: KeptDocument): void {
  refuseCancelled(document);
  if (document.status === 'signed')
    throw new Problem('conflict', 'Документ подписан и больше не меняется. Отмените его и сделайте новый.');
}

/** The title with another subject: what stands before it names the kind and the school. */
function retitled({ title, values }: KeptDocument, heading: string): string {
  const before = values['заголовок'];
  const [, said = title, which = ''] = /^(.*?)( \(\d+\))?$/s.exec(title) ?? [];
  return typeof before === 'string' && said.endsWith(before)
    ? `${said.slice(0, -before.length)}${heading}${which}`
    : title;
}
