import { setFlagsFromString } from 'node:v8';

// What start and large imports leave behind is collected once the heap has grown by a quarter, not only when it is two or
// three times as large. Imported first, so that it holds for the start too.
setFlagsFromString('--heap-growing-percent=25');
