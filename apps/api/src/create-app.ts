import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.ts';
import type { CaseGate } from './commands/case-gate.ts';
import { dress } from './platform/http.ts';
import './platform/working-time.ts';
import type { Settings } from './platform/settings.ts';

/** Makes the API, ready to listen. */
export async function createApp(
  settings: Settings,
  options: { gate?: CaseGate; quiet?: boolean } = {},
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings, options.gate), {
    logger: options.quiet ? ['fatal'] : ['fatal', 'error', 'warn', 'log'],
    bodyParser: false,
  });
  dress(app, settings);
  return app;
}
