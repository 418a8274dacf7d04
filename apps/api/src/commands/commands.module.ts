import { Module } from '@nestjs/common';
import { CommandsService } from './commands.service.ts';
import { ProcessModels } from './process-models.ts';
import { Sweeper } from './sweeper.ts';

@Module({ providers: [CommandsService, ProcessModels, Sweeper], exports: [CommandsService, ProcessModels] })
export class CommandsModule {}
