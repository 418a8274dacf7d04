import { Injectable } from '@nestjs/common';
import type { DocumentKindInfo, DocumentTemplate, Page, uploadTemplateSchema } from '@opora/contracts';
import { checkTemplate, documentKind, documentKinds, spelling, tagForms } from '@opora/domain/documents';
import type { z } from 'zod';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import type { FileToSend } from '../platform/send-file.ts';
import { DocumentsRepository } from './documents.repository.ts';
import { docxType } from './documents.service.ts';

/** Bytes that the server takes of a template; what is over the limit of templates is refused in words. */
export const MOST_TEMPLATE = 6_000_000;

/** Templates that the office edits in Word: each upload is a version, and only one without mistakes is taken. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly documents: DocumentsRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** Kinds of documents with their fields, and the templates of a district that the user works in. */
  async kinds(user: CurrentUser, districtId: string | undefined): Promise<Page<DocumentKindInfo>> {
    if (districtId !== undefined && !can(user, 'document.write', { districtId, schoolId: null }))
      throw forbidden('Шаблоны видят координатор и методическая служба своего района.');
    const templates = districtId === undefined ? [] : await this.documents.templates(districtId);
    const items = documentKinds.map(({ id, title, about, heading, fields }) => ({
      id,
      title,
      about,
      heading,
      fields: fields.map((field) => ({
        name: field.name,
        title: field.title,
        kind: field.kind,
        spelling: spelling(field),
        of: (field.of ?? []).map((one) => ({ name: one.name, title: one.title, spelling: spelling(one) })),
      })),
      forms: [...tagForms],
      templates: templates.filter((template) => template.kind === id),
    }));
    return { items, total: items.length, next: null };
  }

  /** Takes a template as the newest version for its kind, or says every mistake in it. */
  async upload(
    user: CurrentUser,
    { districtId, kind: kindId }: z.output<typeof uploadTemplateSchema>,
    file: { name: string; content: Buffer } | undefined,
    id: string,
  ): Promise<DocumentTemplate> {
    if (!can(user, 'document.sign', { districtId, schoolId: null }))
      throw forbidden('Шаблоны меняет координатор своего района.');
    const kind = documentKind(kindId);
    if (!kind) throw notFound('Вида документа', kindId);
    if (!file)
      throw new Problem('refused', 'Файла нет: приложите шаблон docx.', {
        errors: [{ path: 'file', message: 'Ожидается docx' }],
      });
    const { tags, problems } = await checkTemplate(file.content, kind.fields);
    if (problems.length > 0)
      throw new Problem(
        'refused',
        problems.length === 1 ? problems[0]!.message : `В шаблоне ошибок: ${problems.length}.`,
        {
          errors: problems.slice(0, 100).map(({ tag, message, place }) => ({
            path: 'file',
            message: [tag ? `${tag}: ${message}` : message, ...(place ? [`Место: ${place}`] : [])].join(' '),
          })),
        },
      );
    return this.documents.database.transaction(async (q) => {
      const template = await this.documents.addTemplate(q, {
        id,
        kind: kindId,
        districtId,
        ...file,
        tags: [...new Set(tags)],
        login: user.login,
      });
      await this.audit.record(
        {
          actId: id,
          user,
          action: 'document.template',
          subject: kindId,
          districtId,
          details: { version: template.version },
        },
        q,
      );
      return template;
    });
  }

  /** The template that comes with the program: to be edited in Word and uploaded. */
  async readyMade(user: CurrentUser, kindId: string): Promise<FileToSend> {
    const works = user.grants.some(({ districtId }) =>
      can(user, 'document.write', { districtId, schoolId: null }),
    );
    if (!works) throw forbidden('Шаблоны видят координатор и методическая служба.');
    const kind = documentKind(kindId);
    if (!kind) throw notFound('Вида документа', kindId);
    return { name: `Шаблон. ${kind.title}.docx`, type: docxType, content: await kind.template() };
  }

  async file(user: CurrentUser, id: string): Promise<FileToSend> {
    const found = isUuid(id) ? await this.documents.template(id) : undefined;
    if (!found || !can(user, 'document.write', { districtId: found.districtId, schoolId: null }))
      throw notFound('Шаблона', id);
    return { name: found.name, type: docxType, content: found.content };
  }
}
