import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import pg from 'pg';
import type { Settings } from './settings.ts';
import { SETTINGS } from './tokens.ts';

type Handler = (payload: string) => void;

/** One connection that listens to PostgreSQL's channels for the whole process, and comes back after an outage. */
@Injectable()
export class Listener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('listener');
  private readonly handlers = new Map<string, Set<Handler>>();
  private readonly reconnected = new Set<() => void>();
  private client: pg.Client | undefined;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  /** Calls the handler for every notification of a channel; answers how to stop it. */
  on(channel: string, handler: Handler): () => void {
    const handlers = this.handlers.get(channel) ?? new Set<Handler>();
    handlers.add(handler);
    this.handlers.set(channel, handlers);
    if (handlers.size === 1) void this.client?.query(`listen ${channel}`).catch(() => undefined);
    return () => handlers.delete(handler);
  }

  /** Calls the handler when the connection was lost and is back: notifications may have been missed. */
  onReconnect(handler: () => void): () => void {
    this.reconnected.add(handler);
    return () => this.reconnected.delete(handler);
  }

  private async connect(again = false): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({
      connectionString: this.settings.databaseUrl,
      application_name: 'opora-listener',
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) =>
      this.handlers.get(channel)?.forEach((handler) => handler(payload ?? '')),
    );
    const lost = (): void => {
      if (this.client !== client) return;
      this.client = undefined;
      this.retry();
    };
    client.on('error', lost);
    client.on('end', lost);
    try {
      await client.connect();
      this.client = client;
      for (const channel of this.handlers.keys()) await client.query(`listen ${channel}`);
      if (again) this.reconnected.forEach((handler) => handler());
    } catch (error) {
      this.client = undefined;
      this.log.warn(
        `PostgreSQL cannot be listened to: ${error instanceof Error ? error.message : String(error)}`,
      );
      await client.end().catch(() => undefined);
      this.retry();
    }
  }

  private retry(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(true), 1000);
  }
}
