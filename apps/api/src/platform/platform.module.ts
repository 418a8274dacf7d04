import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { createDataSource, type Database, sourceDatabase } from '@opora/store';
import type { DataSource } from 'typeorm';
import { CASE_GATE, type CaseGate, openGate } from '../commands/case-gate.ts';
import { Listener } from './listener.ts';
import type { Settings } from './settings.ts';
import { DATABASE, SETTINGS, SOURCE } from './tokens.ts';

/** What every resource stands on: settings, database, the way to running cases, the listener. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    @Inject(SOURCE) private readonly source: DataSource,
    @Inject(CASE_GATE) private readonly gate: CaseGate,
  ) {}

  /** The module for given settings; a test may bring its own gate. */
  static with(settings: Settings, gate?: CaseGate): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        {
          provide: SOURCE,
          useFactory: () =>
            createDataSource(settings.databaseUrl, { poolSize: 20, name: 'opora-api' }).initialize(),
        },
        {
          provide: DATABASE,
          useFactory: (source: DataSource): Database => sourceDatabase(source),
          inject: [SOURCE],
        },
        {
          provide: CASE_GATE,
          useFactory: (database: Database): CaseGate => gate ?? openGate(settings, database),
          inject: [DATABASE],
        },
        Listener,
      ],
      exports: [SETTINGS, SOURCE, DATABASE, CASE_GATE, Listener],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.gate.close();
    await this.source.destroy();
  }
}
