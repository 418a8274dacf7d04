import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { commandsChannel, type Database, forgetMessages, leaseCommands } from '@opora/store';
import { Listener } from '../platform/listener.ts';
import { DATABASE } from '../platform/tokens.ts';
import { CommandsService } from './commands.service.ts';

/** How long a sweeper holds a command while it tries, in milliseconds. */
const lease = 30_000;
/** Most commands that one API works at in the background. */
const limit = 16;

/** Carries out commands that nobody works at: of messages and signals, and those left over by a crash or an outage. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('sweeper');
  private readonly working = new Set<Promise<unknown>>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private unsubscribe: (() => void) | undefined;
  private sweeping = false;
  private again = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly commands: CommandsService,
    private readonly listener: Listener,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.listener.on(commandsChannel, () => void this.sweep());
    this.timer = setInterval(() => void this.sweep(), 2000);
    void forgetMessages(this.database).catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    this.unsubscribe?.();
    await Promise.allSettled(this.working);
  }

  /** Takes what is due and works at it; at most one taking runs at once. */
  async sweep(): Promise<void> {
    if (this.sweeping) {
      this.again = true;
      return;
    }
    this.sweeping = true;
    try {
      do {
        this.again = false;
        await this.take();
      } while (this.again && !this.stopped);
    } catch (error) {
      this.log.warn(`The outbox cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.sweeping = false;
    }
  }

  private async take(): Promise<void> {
    const room = limit - this.working.size;
    if (room <= 0 || this.stopped) return;
    for (const command of await leaseCommands(this.database, { limit: room, lease })) {
      const work = this.commands
        .deliver(command)
        .then(
          () => true,
          () => false,
        )
        .then((done) => {
          this.working.delete(work);
          // The next command of the same case was held back by this one.
          if (done && !this.stopped) void this.sweep();
        });
      this.working.add(work);
    }
  }
}
