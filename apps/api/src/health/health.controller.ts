import { Controller, Get, Inject, Res } from '@nestjs/common';
import { liveSchema, readySchema } from '@opora/contracts';
import type { Ready } from '@opora/contracts';
import { type Database, livingWorkers } from '@opora/store';
import type { Response } from 'express';
import { Public } from '../auth/auth.guard.ts';
import { CASE_GATE, type CaseGate } from '../commands/case-gate.ts';
import { Answers } from '../platform/answers.ts';
import { DATABASE } from '../platform/tokens.ts';

/** How long a part may take to say that it is well, in milliseconds. */
const patience = 3000;

@Public()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CASE_GATE) private readonly gate: CaseGate,
  ) {}

  @Get('live')
  @Answers(liveSchema, 'Процесс жив')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Answers(readySchema, 'PostgreSQL, Temporal и хотя бы один рабочий процесс на месте')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Ready> {
    const [postgresql, temporal, worker] = await Promise.all([
      part(() => this.database.query('select 1'), 'PostgreSQL не отвечает'),
      part(() => this.gate.ready(), 'Temporal не отвечает'),
      part(async () => {
        if ((await livingWorkers(this.database)) === 0) throw new Error('none');
      }, 'Ни один рабочий процесс не даёт о себе знать'),
    ]);
    const status = [postgresql, temporal, worker].every((each) => each.status === 'ok') ? 'ok' : 'down';
    if (status === 'down') response.status(503);
    return { status, postgresql, temporal, worker };
  }
}

async function part(check: () => Promise<unknown>, trouble: string): Promise<Ready['worker']> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), patience);
  });
  try {
    await Promise.race([check(), late]);
    return { status: 'ok' };
  } catch {
    return { status: 'down', detail: trouble };
  } finally {
    clearTimeout(timer);
  }
}
