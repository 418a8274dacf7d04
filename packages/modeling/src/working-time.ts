import { calendarFunctions } from '@opora/domain/working-time';
import { addHostFunctions } from '@opora/engine';

addHostFunctions(calendarFunctions());
