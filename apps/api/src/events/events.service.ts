import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { EventType, ServerEvent } from '@opora/contracts';
import { type Database, eventsChannel } from '@opora/store';
import { taskVisible } from '../access/predicates.ts';
import { can } from '../access/rights.ts';
import { type CurrentUser, rolesOf } from '../access/user.ts';
import { Conditions } from '../platform/conditions.ts';
import { Listener } from '../platform/listener.ts';
import { DATABASE } from '../platform/tokens.ts';

/** What the projection announces of a case. */
interface Announcement {
  case?: string;
  root?: string;
  process?: string;
  school?: string | null;
  district?: string | null;
  tasks?: boolean;
  incidents?: boolean;
  deployment?: string;
}

interface Stream {
  user: CurrentUser;
  write: (text: string) => void;
}

/** How many events are kept for browsers that come back after a short break. */
const kept = 500;

/** Tells browsers what changes of what they may see. */
@Injectable()
export class EventsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly streams = new Set<Stream>();
  private readonly recent: { id: number; announcement: Announcement }[] = [];
  /** Ids continue over restarts of the process, so that a browser never takes an old id for a new one. */
  private last = Date.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly listener: Listener,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  onApplicationBootstrap(): void {
    this.listener.on(eventsChannel, (payload) => this.announce(JSON.parse(payload) as Announcement));
    this.listener.onReconnect(() =>
      this.streams.forEach((stream) => send(stream, ++this.last, 'sync', { type: 'sync' })),
    );
    this.timer = setInterval(() => this.streams.forEach(({ write }) => write(': beat\n\n')), 15_000);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.streams.clear();
  }

  /** Opens a stream; answers how to close it. Events missed since `lastId` come first, or one `sync` if they are gone. */
  open(user: CurrentUser, lastId: string | undefined, write: (text: string) => void): () => void {
    const stream = { user, write };
    write('retry: 2000\n\n');
    if (lastId !== undefined) {
      const since = Number(lastId);
      if (this.recent.length > 0 && this.recent[0]!.id <= since + 1) {
        for (const { id, announcement } of this.recent)
          if (id > since) void this.tell(stream, id, announcement);
      } else if (since !== this.last) send(stream, this.last, 'sync', { type: 'sync' });
    }
    this.streams.add(stream);
    return () => this.streams.delete(stream);
  }

  private announce(announcement: Announcement): void {
    this.last += 1;
    this.recent.push({ id: this.last, announcement });
    if (this.recent.length > kept) this.recent.shift();
    for (const stream of this.streams) void this.tell(stream, this.last, announcement);
  }

  private async tell(
    stream: Stream,
    id: number,
    {
      case: caseId,
      root,
      process,
      school = null,
      district = null,
      tasks,
      incidents,
      deployment,
    }: Announcement,
  ): Promise<void> {
    if (deployment !== undefined) return send(stream, id, 'deployment', { type: 'deployment' });
    if (
      caseId === undefined ||
      !(await this.maySee(stream.user, caseId, { districtId: district, schoolId: school }).catch(() => false))
    )
      return;
    const event = {
      caseId,
      schoolId: school,
      districtId: district,
      ...(root === undefined ? {} : { rootCaseId: root }),
      stage: process ?? null,
    };
    send(stream, id, 'case', { type: 'case', ...event });
    if (tasks) send(stream, id, 'task', { type: 'task', ...event });
    if (incidents) send(stream, id, 'incident', { type: 'incident', ...event });
  }

  private async maySee(
    user: CurrentUser,
    caseId: string,
    place: { districtId: string | null; schoolId: string | null },
  ): Promise<boolean> {
    if (can(user, 'case.read', place)) return true;
    if (!rolesOf(user).some((role) => role === 'expert' || role === 'curator')) return false;
    const where = new Conditions();
    where.and(taskVisible(user, 't', where)).and(`t.case_id = ${where.bind(caseId)}`);
    return (
      (await this.database.query(`select 1 from tasks t where ${where.text} limit 1`, where.params)).length >
      0
    );
  }
}

function send({ write }: Stream, id: number, type: EventType, event: ServerEvent): void {
  write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
}
