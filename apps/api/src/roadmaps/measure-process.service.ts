import { Injectable } from '@nestjs/common';
import type { beginMeasureSchema, MeasureStory } from '@opora/contracts';
import { measureCaseKey } from '@opora/store';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { CommandsService } from '../commands/commands.service.ts';
import { idFrom } from '../platform/ids.ts';
import { forbidden, Problem } from '../platform/problem.ts';
import { ProcessesService, startAct } from '../processes/processes.service.ts';
import { measureVariable } from './measure-cases.ts';
import { isCarriedOut } from './removed-measures.ts';
import { RoadmapsRepository } from './roadmaps.repository.ts';
import { RoadmapsService } from './roadmaps.service.ts';

/** Carries a measure out as a process of its own. */
@Injectable()
export class MeasureProcessService {
  constructor(
    private readonly roadmaps: RoadmapsRepository,
    private readonly service: RoadmapsService,
    private readonly processes: ProcessesService,
    private readonly commands: CommandsService,
    private readonly audit: AuditRepository,
  ) {}

  /**
   * Starts a case that knows the measure (`measureId`, `measure`) and puts it in progress; when the case completes, the measure
   * is done (`finishMeasure`). One case at a time, also while the one before is begun and not yet listed: the measure and the
   * start are written together.
   */
  async begin(
    user: CurrentUser,
    id: string,
    { version, process }: z.output<typeof beginMeasureSchema>,
    actId: string,
  ): Promise<MeasureStory> {
    const roadmap = await this.service.roadmapOf(user, id);
    if (!roadmap.may.start) throw forbidden('Процесс мероприятия запускает координатор района.');
    const measure = await this.roadmaps.measure(id);
    const body = {
      businessKey: measureCaseKey(id),
      variables: {
        ...(roadmap.school ? { schoolId: roadmap.school.id } : {}),
        measureId: id,
        measure: measureVariable({ ...measure }, measure.due),
      },
    };
    const plan = await this.processes.planStart(user, process, body, roadmap.district.id);
    const start = startAct(user, plan, actId);
    await this.roadmaps.database.transaction(async (q) => {
      const place = { districtId: roadmap.district.id, schoolId: roadmap.school?.id ?? null };
      const act = { actId: idFrom(actId, 'measure'), user, action: 'roadmap.process', subject: id };
      if (!(await this.audit.record({ ...act, ...place, details: { process } }, q))) return;
      const before = await this.roadmaps.lockMeasure(q, id);
      if (['done', 'checked', 'cancelled'].includes(String(before?.['status'])))
        throw new Problem(
          'conflict',
          'Мероприятие уже выполнено, проверено или снято: сначала верните его в работу.',
        );
      await this.service.write(q, { user, roadmap, id, version }, { status: 'in-progress' });
      if (await isCarriedOut(q, id))
        throw new Problem('conflict', 'Это мероприятие уже ведёт процесс: дождитесь его окончания.');
      await this.commands.accept(q, start);
    });
    await this.processes.carryOut(user, start);
    return this.service.story(user, id);
  }
}
