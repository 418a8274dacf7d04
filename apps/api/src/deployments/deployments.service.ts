import { Injectable } from '@nestjs/common';
import type { Deployment, DeploymentProblem, DeploymentRow, Page, PageQuery } from '@opora/contracts';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { forbidden, Problem } from '../platform/problem.ts';
import { type DeployedBy, DeploymentsRepository } from './deployments.repository.ts';
import { type Compiled, readFiles, type SourceFile } from './read-files.ts';

/** Deploys files: all of them or none. */
@Injectable()
export class DeploymentsService {
  constructor(
    private readonly repository: DeploymentsRepository,
    private readonly audit: AuditRepository,
  ) {}

  async deploy(
    user: CurrentUser,
    files: SourceFile[],
    actId: string,
    how: Omit<DeployedBy, 'login' | 'id'> = {},
  ): Promise<Deployment> {
    const role = roleAnywhere(user, 'deployment.create');
    if (!role) throw forbidden('Развёртывают координатор и администратор.');
    return this.store(files, {
      ...how,
      id: actId,
      login: user.login,
      after: async (q, deployment) => {
        await how.after?.(q, deployment);
        await this.audit.record(
          {
            actId,
            user,
            role,
            action: 'deployment.create',
            subject: deployment.id,
            processId: deployment.processes[0]?.id ?? null,
            version: deployment.processes[0]?.version ?? null,
            districtId: user.grants.find((grant) => grant.role === role)?.districtId ?? null,
            remark: how.note || null,
            details: {
              files: files.map(({ name }) => name),
              processes: deployment.processes.map(({ id, version }) => ({ id, version })),
            },
          },
          q,
        );
      },
    });
  }

  /** Compiles and stores files without a check of rights: for the start of the server. */
  async store(files: SourceFile[], by: DeployedBy): Promise<Deployment> {
    if (files.length === 0)
      throw new Problem('bad-deployment', 'Нет ни одного файла: приложите .bpmn, .dmn или .form.', {
        errors: [{ path: '', message: 'Нет файлов' }],
      });
    const compiled = await readFiles(files, (namespace) => this.repository.decisionsOf(namespace));
    if (compiled.problems.some(({ severity }) => severity === 'error')) throw refused(compiled.problems);
    compiled.problems.push(...(await this.unknownReferences(compiled)));
    return this.repository.deploy(compiled, files, by);
  }

  /** Whether a folder was once deployed with exactly these files. */
  async wasDeployed(folder: string, files: { name: string; content: string }[]): Promise<boolean> {
    return this.repository.wasDeployed(folder, files);
  }

  find(query: PageQuery): Promise<Page<DeploymentRow>> {
    return this.repository.find(query);
  }

  /** Forms, decisions and processes that are named but not deployed: allowed, since files may come in any order, but said. */
  private async unknownReferences(compiled: Compiled): Promise<DeploymentProblem[]> {
    const problems: DeploymentProblem[] = [];
    const own = {
      form: new Set(compiled.forms.map(({ id }) => id)),
      decision: new Set(compiled.decisions.map(({ id }) => id)),
      process: new Set(compiled.processes.map(({ model }) => model.processId)),
    };
    const words = { form: 'Форма', decision: 'Решение', process: 'Процесс' };
    for (const { file, model } of compiled.processes) {
      const named = {
        form: model.references.forms,
        decision: model.references.decisions,
        process: model.references.processes,
      };
      for (const kind of ['form', 'decision', 'process'] as const) {
        const missing = await this.repository.missing(
          kind,
          named[kind].filter((id) => !own[kind].has(id)),
        );
        for (const id of missing)
          problems.push({
            file,
            elementId: null,
            rule: `unknown-${kind}`,
            message: `${words[kind]} «${id}» ещё не развёрнута: разверните до первого дела.`,
            severity: 'warning',
          });
      }
    }
    return problems;
  }
}

const refused = (problems: DeploymentProblem[]): Problem =>
  new Problem(
    'bad-deployment',
    `Ничего не развёрнуто: ошибок — ${problems.filter(({ severity }) => severity === 'error').length}. Исправьте названные места и повторите.`,
    {
      errors: problems.map((each) => ({
        ...each,
        path: [each.file, each.elementId].filter(Boolean).join('#'),
      })),
    },
  );
