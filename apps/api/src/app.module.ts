import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AuditModule } from './audit/audit.module.ts';
import { AuthModule } from './auth/auth.module.ts';
import { BatchPlanner } from './batches/batch-planner.ts';
import { BatchesController } from './batches/batches.controller.ts';
import { BatchesRepository } from './batches/batches.repository.ts';
import { BatchesService } from './batches/batches.service.ts';
import { BoardController } from './board/board.controller.ts';
import { BoardRepository } from './board/board.repository.ts';
import { BoardService } from './board/board.service.ts';
import { CalendarsController } from './calendars/calendars.controller.ts';
import { CalendarsRepository } from './calendars/calendars.repository.ts';
import { CalendarsService } from './calendars/calendars.service.ts';
import { CaseRest } from './cases/case-rest.ts';
import { CasesController } from './cases/cases.controller.ts';
import { CasesRepository } from './cases/cases.repository.ts';
import { CasesService } from './cases/cases.service.ts';
import type { CaseGate } from './commands/case-gate.ts';
import { CommandsModule } from './commands/commands.module.ts';
import { DecisionsController } from './decisions/decisions.controller.ts';
import { DecisionsService } from './decisions/decisions.service.ts';
import { DeploymentsController } from './deployments/deployments.controller.ts';
import { DeploymentsRepository } from './deployments/deployments.repository.ts';
import { DeploymentsService } from './deployments/deployments.service.ts';
import { DocumentsController } from './documents/documents.controller.ts';
import { DocumentsRepository } from './documents/documents.repository.ts';
import { DocumentsService } from './documents/documents.service.ts';
import { TemplatesService } from './documents/templates.service.ts';
import { EventsController } from './events/events.controller.ts';
import { EventsService } from './events/events.service.ts';
import { FormsController } from './forms/forms.controller.ts';
import { FormsService } from './forms/forms.service.ts';
import { HealthController } from './health/health.controller.ts';
import { IdentificationController } from './identification/identification.controller.ts';
import { IdentificationRepository } from './identification/identification.repository.ts';
import { IdentificationService } from './identification/identification.service.ts';
import { ImportsController } from './imports/imports.controller.ts';
import { ImportsRepository } from './imports/imports.repository.ts';
import { ImportsService } from './imports/imports.service.ts';
import { IncidentsController } from './incidents/incidents.controller.ts';
import { IncidentsService } from './incidents/incidents.service.ts';
import { IndicatorsController } from './indicators/indicators.controller.ts';
import { IndicatorsRepository } from './indicators/indicators.repository.ts';
import { IndicatorsService } from './indicators/indicators.service.ts';
import { MonitoringRulesService } from './indicators/rules.service.ts';
import { IndicatorValuesService } from './indicators/values.service.ts';
import { JobsController } from './jobs/jobs.controller.ts';
import { JobsService } from './jobs/jobs.service.ts';
import { MatchingController } from './matching/matching.controller.ts';
import { MatchingRepository } from './matching/matching.repository.ts';
import { MatchingService } from './matching/matching.service.ts';
import { MessagesController } from './messages/messages.controller.ts';
import { MessagesService } from './messages/messages.service.ts';
import { ConsequencesService } from './models/consequences.service.ts';
import { ModelsController } from './models/models.controller.ts';
import { ModelsRepository } from './models/models.repository.ts';
import { ModelsService } from './models/models.service.ts';
import { NotificationsController } from './notifications/notifications.controller.ts';
import { NotificationsService } from './notifications/notifications.service.ts';
import { IdempotencyInterceptor } from './platform/idempotency.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { ProblemFilter } from './platform/problem.filter.ts';
import { PublicThrottle } from './platform/public-throttle.ts';
import type { Settings } from './platform/settings.ts';
import { validationPipe } from './platform/validation.ts';
import { ProcessesController } from './processes/processes.controller.ts';
import { ProcessesRepository } from './processes/processes.repository.ts';
import { ProcessesService } from './processes/processes.service.ts';
import { ProgrammesController } from './programmes/programmes.controller.ts';
import { ProgrammesService } from './programmes/programmes.service.ts';
import { RegistersController } from './registers/registers.controller.ts';
import { RegistersRepository } from './registers/registers.repository.ts';
import { RegistersService } from './registers/registers.service.ts';
import { RiskProfilesController } from './risk-profiles/risk-profiles.controller.ts';
import { RiskProfilesRepository } from './risk-profiles/risk-profiles.repository.ts';
import { RiskProfilesService } from './risk-profiles/risk-profiles.service.ts';
import { MeasureProcessService } from './roadmaps/measure-process.service.ts';
import { PlanImportsService } from './roadmaps/plan-imports.service.ts';
import { RoadmapsController } from './roadmaps/roadmaps.controller.ts';
import { RoadmapsRepository } from './roadmaps/roadmaps.repository.ts';
import { ProgrammeRoadmapsService } from './roadmaps/programme-roadmaps.service.ts';
import { RoadmapSheetService } from './roadmaps/roadmap-sheet.service.ts';
import { RoadmapsService } from './roadmaps/roadmaps.service.ts';
import { SchoolsController } from './schools/schools.controller.ts';
import { SchoolsRepository } from './schools/schools.repository.ts';
import { SchoolsService } from './schools/schools.service.ts';
import { StagesController } from './stages/stages.controller.ts';
import { StagesRepository } from './stages/stages.repository.ts';
import { StatisticsController } from './statistics/statistics.controller.ts';
import { StatisticsRepository } from './statistics/statistics.repository.ts';
import { StatisticsService } from './statistics/statistics.service.ts';
import { SurveysController } from './surveys/surveys.controller.ts';
import { SurveysService } from './surveys/surveys.service.ts';
import { ChoicesRepository } from './tasks/choices.repository.ts';
import { TasksController } from './tasks/tasks.controller.ts';
import { TasksRepository } from './tasks/tasks.repository.ts';
import { TasksService } from './tasks/tasks.service.ts';
import { UsersController } from './users/users.controller.ts';
import { UsersService } from './users/users.service.ts';

/** The whole API. */
@Module({})
export class AppModule {
  static with(settings: Settings, gate?: CaseGate): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(settings, gate), AuthModule, AuditModule, CommandsModule],
      controllers: [
        HealthController,
        DeploymentsController,
        ModelsController,
        ProcessesController,
        CalendarsController,
        CasesController,
        BatchesController,
        TasksController,
        MatchingController,
        MessagesController,
        JobsController,
        IdentificationController,
        ImportsController,
        IncidentsController,
        IndicatorsController,
        DecisionsController,
        DocumentsController,
        EventsController,
        BoardController,
        ProgrammesController,
        RegistersController,
        RiskProfilesController,
        RoadmapsController,
        SurveysController,
        SchoolsController,
        StagesController,
        StatisticsController,
        FormsController,
        NotificationsController,
        UsersController,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        BatchesRepository,
        BatchesService,
        BatchPlanner,
        BoardRepository,
        BoardService,
        CalendarsRepository,
        CalendarsService,
        CaseRest,
        CasesRepository,
        ChoicesRepository,
        CasesService,
        DecisionsService,
        DeploymentsRepository,
        DeploymentsService,
        DocumentsRepository,
        DocumentsService,
        TemplatesService,
        PublicThrottle,
        EventsService,
        FormsService,
        IdentificationRepository,
        IdentificationService,
        ImportsRepository,
        ImportsService,
        IncidentsService,
        IndicatorsRepository,
        IndicatorsService,
        IndicatorValuesService,
        JobsService,
        MatchingRepository,
        MatchingService,
        MessagesService,
        MonitoringRulesService,
        ConsequencesService,
        ModelsRepository,
        ModelsService,
        NotificationsService,
        ProcessesRepository,
        ProcessesService,
        ProgrammesService,
        RegistersRepository,
        RegistersService,
        PlanImportsService,
        RoadmapsRepository,
        RiskProfilesRepository,
        RiskProfilesService,
        ProgrammeRoadmapsService,
        RoadmapSheetService,
        MeasureProcessService,
        RoadmapsService,
        SurveysService,
        SchoolsRepository,
        SchoolsService,
        StagesRepository,
        StatisticsRepository,
        StatisticsService,
        TasksRepository,
        TasksService,
        UsersService,
      ],
    };
  }
}
