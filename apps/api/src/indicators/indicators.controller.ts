import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
  type StreamableFile,
  UploadedFile as File,
} from '@nestjs/common';
import {
  changedValuesSchema,
  changeIndicatorSchema,
  checkValuesSchema,
  createIndicatorSchema,
  districtMonitoringSchema,
  evidenceOfValueSchema,
  heatQuerySchema,
  heatSchema,
  indicatorPageSchema,
  indicatorQuerySchema,
  indicatorSchema,
  monitoringQuerySchema,
  monitoringRoundPageSchema,
  monitoringRoundSchema,
  openRoundSchema,
  putMonitoringSchema,
  putValueSchema,
  readTargetSchema,
  regionComparisonSchema,
  schoolSheetSchema,
  targetSchema,
} from '@opora/contracts';
import type {
  DistrictMonitoring,
  Heat,
  Indicator,
  MonitoringRound,
  Page,
  RegionLine,
  SchoolSheet,
  TargetInfo,
} from '@opora/contracts';
import type { Response } from 'express';
import { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { MOST_EVIDENCE } from '../platform/evidence.ts';
import { ActId, type UploadedFile } from '../platform/idempotency.ts';
import { receivedFile, sendFile } from '../platform/send-file.ts';
import { TakesFile } from '../platform/upload.ts';
import { WholeList } from '../platform/whole-list.ts';
import { heatSheet } from './heat-sheet.ts';
import { targetInfo } from './indicators.repository.ts';
import { IndicatorsService } from './indicators.service.ts';
import { MonitoringRulesService } from './rules.service.ts';
import { IndicatorValuesService } from './values.service.ts';

@Controller('indicators')
export class IndicatorsController {
  constructor(
    private readonly service: IndicatorsService,
    private readonly valuesService: IndicatorValuesService,
    private readonly rulesService: MonitoringRulesService,
  ) {}

  @Get()
  @WholeList()
  @Answers(indicatorPageSchema, 'Показатели района')
  find(
    @User() user: CurrentUser,
    @Query({ schema: indicatorQuerySchema }) query: z.output<typeof indicatorQuerySchema>,
  ): Promise<Page<Indicator>> {
    return this.service.find(user, query.district);
  }

  @Post()
  @Answers(indicatorSchema, 'Завести показатель', 201)
  create(
    @User() user: CurrentUser,
    @Body({ schema: createIndicatorSchema }) body: z.output<typeof createIndicatorSchema>,
    @ActId() act: string,
  ): Promise<Indicator> {
    return this.service.create(user, body, act);
  }

  @Post('read-target')
  @HttpCode(200)
  @Answers(targetSchema, 'Как прочитано плановое значение')
  readTarget(
    @User() _user: CurrentUser,
    @Body({ schema: readTargetSchema }) body: z.output<typeof readTargetSchema>,
  ): TargetInfo {
    return targetInfo(body.text);
  }

  @Get('heat')
  @Answers(heatSchema, 'Тепловая карта района: школы и показатели')
  heat(
    @User() user: CurrentUser,
    @Query({ schema: heatQuerySchema }) query: z.output<typeof heatQuerySchema>,
  ): Promise<Heat> {
    return this.service.heat(user, query);
  }

  @Get('heat/export')
  @Answers(z.unknown(), 'Тепловая карта таблицей xlsx')
  async export(
    @User() user: CurrentUser,
    @Query({ schema: heatQuerySchema }) query: z.output<typeof heatQuerySchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return sendFile(
      response,
      await heatSheet((cursor) => this.service.heat(user, { ...query, limit: 200, cursor })),
    );
  }

  @Get('region')
  @WholeList()
  @Answers(regionComparisonSchema, 'Районы рядом')
  region(@User() user: CurrentUser): Promise<Page<RegionLine>> {
    return this.service.region(user);
  }

  @Get('schools/:id')
  @Answers(schoolSheetSchema, 'Школа на одной странице')
  sheet(@User() user: CurrentUser, @Param('id') id: string): Promise<SchoolSheet> {
    return this.service.sheet(user, id);
  }

  @Get('rounds')
  @WholeList()
  @Answers(monitoringRoundPageSchema, 'Раунды мониторинга')
  rounds(@User() user: CurrentUser): Promise<Page<MonitoringRound>> {
    return this.service.rounds(user);
  }

  @Post('rounds')
  @Answers(monitoringRoundSchema, 'Открыть раунд: у каждой школы начнётся дело с задачей', 201)
  open(
    @User() user: CurrentUser,
    @Body({ schema: openRoundSchema }) body: z.output<typeof openRoundSchema>,
    @ActId() act: string,
  ): Promise<MonitoringRound> {
    return this.service.open(user, body, act);
  }

  @Get('rules')
  @Answers(districtMonitoringSchema, 'Правила мониторинга района')
  readRules(
    @User() user: CurrentUser,
    @Query({ schema: monitoringQuerySchema }) query: z.output<typeof monitoringQuerySchema>,
  ): Promise<DistrictMonitoring> {
    return this.rulesService.read(user, query.district);
  }

  @Put('rules')
  @Answers(districtMonitoringSchema, 'Изменить правила мониторинга района')
  putRules(
    @User() user: CurrentUser,
    @Body({ schema: putMonitoringSchema }) body: z.output<typeof putMonitoringSchema>,
    @ActId() act: string,
  ): Promise<DistrictMonitoring> {
    return this.rulesService.put(user, body, act);
  }

  @Put('values')
  @Answers(schoolSheetSchema, 'Внести значение вне раунда')
  put(
    @User() user: CurrentUser,
    @Body({ schema: putValueSchema }) body: z.output<typeof putValueSchema>,
    @ActId() act: string,
  ): Promise<SchoolSheet> {
    return this.valuesService.put(user, body, act);
  }

  @Post('values/check')
  @HttpCode(200)
  @Answers(changedValuesSchema, 'Принять значения или вернуть их с замечанием')
  check(
    @User() user: CurrentUser,
    @Body({ schema: checkValuesSchema }) body: z.output<typeof checkValuesSchema>,
    @ActId() act: string,
  ): Promise<{ changed: number }> {
    return this.valuesService.check(user, body, act);
  }

  @Post('values/evidence')
  @TakesFile(MOST_EVIDENCE, ['indicatorId', 'schoolId', 'period'])
  @Answers(schoolSheetSchema, 'Приложить документ к значению', 201)
  attach(
    @User() user: CurrentUser,
    @Body({ schema: evidenceOfValueSchema }) body: z.output<typeof evidenceOfValueSchema>,
    @File() file: UploadedFile | undefined,
    @ActId() act: string,
  ): Promise<SchoolSheet> {
    return this.valuesService.attach(user, body, receivedFile(file), act);
  }

  @Get('evidence/:id')
  @Answers(z.unknown(), 'Скачать документ')
  async evidence(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, kind, content } = await this.valuesService.evidence(user, id);
    return sendFile(response, { name, type: kind, content });
  }

  @Patch(':id')
  @Answers(indicatorSchema, 'Изменить показатель или убрать его')
  change(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: changeIndicatorSchema }) body: z.output<typeof changeIndicatorSchema>,
  ): Promise<Indicator> {
    return this.service.change(user, id, body);
  }
}
