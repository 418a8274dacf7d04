import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { completeDocument } from './openapi.ts';
import { Problem } from './problem.ts';
import type { Settings } from './settings.ts';

/** Everything around the routes: headers, cookies, bodies, compression, OpenAPI, the web app. */
export function dress(app: NestExpressApplication, settings: Settings): void {
  app.setGlobalPrefix('api');
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          // bpmn-js, dmn-js and Vuetify set styles on elements, and their icon fonts are data URLs.
          styleSrc: ["'self'", "'unsafe-inline'"],
          fontSrc: ["'self'", 'data:'],
          imgSrc: ["'self'", 'data:', 'blob:'],
          connectSrc: ["'self'"],
          workerSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      // Served over plain http on loopback; a proxy that ends TLS sets it.
      strictTransportSecurity: false,
    }),
  );
  app.use(
    compression({
      // Below, packing an answer costs more than sending it: most answers to an act are shorter.
      threshold: 4096,
      filter: (request, response) =>
        !String(response.getHeader('Content-Type')).startsWith('text/event-stream') &&
        compression.filter(request, response),
    }),
  );
  app.use(cookieParser());
  app.use('/api', refuseForeignKinds);
  // Above the 1 MB that variables may have, so that they are refused in words that name the variable.
  app.useBodyParser('json', { limit: '4mb', strict: false });
  document(app);
  serveWebApp(app, settings.webFolder);
}

/** A body that is neither JSON nor a form with files would be taken for no body at all. */
function refuseForeignKinds(request: Request, _response: Response, next: NextFunction): void {
  const foreign = request.is(['json', '+json', 'multipart/form-data']) === false && hasBytes(request);
  next(
    foreign
      ? new Problem(
          'unsupported-media-type',
          `Ожидается application/json в UTF-8 (для развёртывания — multipart/form-data), получено «${request.headers['content-type'] ?? 'без вида'}».`,
        )
      : undefined,
  );
}

const hasBytes = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

function document(app: NestExpressApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Opora')
    .setDescription('Процессы поддержки школ')
    .setVersion('1')
    .addCookieAuth('opora_session', undefined, 'cookie')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'bearer')
    .build();
  SwaggerModule.setup('api/docs', app, () => completeDocument(SwaggerModule.createDocument(app, config)), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}

/** The built web app with its own routes; files with a hash in their name never change. */
function serveWebApp(app: NestExpressApplication, folder: string): void {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return;
  const files = express.static(folder, {
    index: false,
    setHeaders: (response: Response, path: string) => {
      response.setHeader(
        'Cache-Control',
        /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (
      request.path === '/api' ||
      request.path.startsWith('/api/') ||
      !['GET', 'HEAD'].includes(request.method)
    )
      return next();
    files(request, response, () => {
      // A missing script must not be answered with a page; the designer's own addresses end in names of files.
      if (/^\/(assets\/.*|[^/]*\.\w+)$/.test(request.path)) return next();
      response.setHeader('Cache-Control', 'no-cache');
      response.sendFile(page);
    });
  });
}
