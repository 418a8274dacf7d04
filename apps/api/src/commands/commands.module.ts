import { Module } from '@nestjs/common';
import { CommandsService } from './commands.service.ts';
import { Sweeper } from './sweeper.ts';

@Module({ providers: [CommandsService, Sweeper], exports: [CommandsService] })
export class CommandsModule {}
