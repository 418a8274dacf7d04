import { Injectable } from '@nestjs/common';
import type {
  changeModelSchema,
  ChangedModel,
  deployModelSchema,
  Deployment,
  ModelConflict,
  ModelFile,
  ModelFolder,
  ModelFolderDetails,
  ModelHit,
  ModelVersion,
  ModelVersionDetails,
} from '@opora/contracts';
import type { Queryable } from '@opora/store';
import { naturalOrder } from '@opora/domain';
import type { z } from 'zod';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { DeploymentsService } from '../deployments/deployments.service.ts';
import { forbidden, notFound, Problem, type ProblemError } from '../platform/problem.ts';
import { describeFolder, matchingLines, plain } from './folder-files.ts';
import { hashOfText } from './hash.ts';
import { type DraftedFile, ModelsRepository } from './models.repository.ts';

/** Shown of one search; more says less than a longer word does. */
const HITS = 100;

/** Drafts of models over what is deployed: read, changed by revision, deployed. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly models: ModelsRepository,
    private readonly deployments: DeploymentsService,
  ) {}

  /** The tree: every folder with its files, without texts. */
  async folders(user: CurrentUser): Promise<{ items: ModelFolder[] }> {
    mustRead(user);
    const [files, deployments] = await Promise.all([this.models.files(), this.models.deployments()]);
    const byFolder = new Map<string, DraftedFile[]>();
    for (const file of files) byFolder.set(file.folder, [...(byFolder.get(file.folder) ?? []), file]);
    const items = [...byFolder].map(([folder, found]) => ({
      ...head(folder, found, deployments),
      files: found.map(({ folder: _, deployedText: __, text: ___, ...row }) => row),
    }));
    const place = ({ order }: ModelFolder): number => order ?? Number.MAX_SAFE_INTEGER;
    return {
      items: items.sort((a, b) => place(a) - place(b) || naturalOrder(a.title, b.title)),
    };
  }

  /** One folder with the texts of its draft. */
  async folder(user: CurrentUser, folder: string): Promise<ModelFolderDetails> {
    mustRead(user);
    const [files, deployments] = await Promise.all([this.models.files(folder), this.models.deployments()]);
    if (files.length === 0) throw notFound('Папки моделей', folder);
    return { ...head(folder, files, deployments), files: files.map(shown) };
  }

  /** Names and lines that hold a text. */
  async search(user: CurrentUser, q: string): Promise<{ items: ModelHit[]; total: number }> {
    mustRead(user);
    const items: ModelHit[] = [];
    for (const { folder, path, text, state } of await this.models.files()) {
      if (state === 'deleted') continue;
      if (plain(`${folder}/${path}`).includes(plain(q)))
        items.push({ folder, path, line: null, excerpt: path });
      items.push(...matchingLines(text, q, 5).map((hit) => ({ folder, path, ...hit })));
    }
    return { items: items.slice(0, HITS), total: items.length };
  }

  /** Changes files of the draft, all or none; a change on an old revision is refused with what is there now. */
  async change(
    user: CurrentUser,
    folder: string,
    { changes }: z.output<typeof changeModelSchema>,
  ): Promise<ChangedModel> {
    mustEdit(user);
    return this.models.locked(async (q) => {
      const now = new Map((await this.models.files(folder, q)).map((file) => [file.path, file]));
      const conflicts = changes.flatMap(({ path, revision, text }) => {
        const current = now.get(path);
        const there = current && current.state !== 'deleted' ? current.revision : null;
        // The same text saved twice is no conflict: the answer to the first may have been lost.
        if (there === revision || (text !== null && there === hashOfText(text))) return [];
        return [conflict(path, current)];
      });
      if (conflicts.length > 0)
        throw ahead('Файл уже изменён другим человеком: сравните и выберите, что оставить.', conflicts);
      for (const { path, text, rebase } of changes) {
        const file = now.get(path);
        const deployed = file?.deployedText ?? null;
        if (text === deployed) await this.models.drop(q, folder, path);
        else {
          const known = file && file.state !== 'same' && !rebase;
          const base = known ? file.base : deployed === null ? null : hashOfText(deployed);
          await this.models.save(q, { folder, path, text, base, login: user.login });
        }
      }
      const paths = new Set(changes.map(({ path }) => path));
      const after = await this.models.files(folder, q);
      return { files: after.filter(({ path }) => paths.has(path)).map(shown) };
    });
  }

  /** Deploys a folder's draft as the caller has seen it; refused with the difference where somebody was ahead. */
  async deploy(
    user: CurrentUser,
    folder: string,
    { note, revisions, basedOn }: z.output<typeof deployModelSchema>,
    actId: string,
  ): Promise<Deployment> {
    if (!roleAnywhere(user, 'deployment.create'))
      throw forbidden('Развёртывают координатор и администратор.');
    const files = await this.models.files(folder);
    if (files.length === 0) throw notFound('Папки моделей', folder);
    const seen = async (q?: Queryable): Promise<void> => {
      const found = await this.models.files(folder, q);
      const latest = (await this.models.deployments(q)).get(folder) ?? null;
      const conflicts = differences(found, revisions);
      // The same act again finds its own deployment.
      if (conflicts.length === 0 && latest !== basedOn && latest !== actId)
        conflicts.push({ path: '', message: 'Папку тем временем развернули', current: null });
      if (conflicts.length > 0)
        throw ahead('Тем временем модели изменил другой человек: сравните и разверните ещё раз.', conflicts);
    };
    await seen();
    return this.deployments.deploy(
      user,
      files
        .filter(({ state }) => state !== 'deleted')
        .map(({ path, text }) => ({ name: path, content: text })),
      actId,
      {
        folder,
        whole: true,
        ...(note ? { note } : {}),
        before: seen,
        after: (q) => this.models.dropAll(q, folder),
      },
    );
  }

  /** Deployments of a folder, newest first. */
  async versions(user: CurrentUser, folder: string): Promise<{ items: ModelVersion[] }> {
    mustRead(user);
    return { items: await this.models.versions(folder) };
  }

  /** A deployment's files as they were. */
  async version(user: CurrentUser, folder: string, id: string): Promise<ModelVersionDetails> {
    mustRead(user);
    const version = (await this.models.versions(folder)).find((each) => each.id === id);
    if (!version) throw notFound('Версии папки', id);
    return { ...version, files: await this.models.deployedFiles(id) };
  }
}

const head = (
  folder: string,
  files: DraftedFile[],
  deployments: Map<string, string>,
): Omit<ModelFolder, 'files'> => ({
  folder,
  ...describeFolder(
    folder,
    files.filter(({ state }) => state !== 'deleted'),
  ),
  deployment: deployments.get(folder) ?? null,
});

const shown = ({ folder: _, deployedText, ...file }: DraftedFile): ModelFile =>
  file.stale ? { ...file, deployedText } : file;

const conflict = (path: string, current: DraftedFile | undefined): ModelConflict & ProblemError => ({
  path,
  message:
    current?.updatedBy && current.updatedAt
      ? `${path}: изменил(а) ${current.updatedBy.name}`
      : `${path}: файл уже другой, чем вы видели`,
  current: current ? shown(current) : null,
});

/** What of a folder is other than the caller has seen, or begun from a text that is no longer the deployed one. */
function differences(
  files: DraftedFile[],
  seen: { [path: string]: string },
): (ModelConflict & ProblemError)[] {
  const now = new Map(files.filter(({ state }) => state !== 'deleted').map((file) => [file.path, file]));
  const paths = new Set([...Object.keys(seen), ...now.keys()]);
  const found = [...paths]
    .filter((path) => now.get(path)?.revision !== seen[path])
    .map((path) => conflict(path, now.get(path)));
  const stale = files
    .filter((file) => file.stale && !found.some(({ path }) => path === file.path))
    .map((file) => ({
      ...conflict(file.path, file),
      message: `${file.path}: черновик начат от прежней развёрнутой версии`,
    }));
  return [...found, ...stale];
}

const ahead = (detail: string, errors: (ModelConflict & ProblemError)[]): Problem =>
  new Problem('conflict', detail, { errors });

function mustRead(user: CurrentUser): void {
  if (!roleAnywhere(user, 'model.read')) throw forbidden('Модели видят сотрудники управления и методисты.');
}
function mustEdit(user: CurrentUser): void {
  if (!roleAnywhere(user, 'model.edit'))
    throw forbidden('Модели меняют координатор, методист и администратор.');
}
