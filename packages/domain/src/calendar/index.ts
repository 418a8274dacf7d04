export * from './functions.ts';
export * from './place-calendar.ts';
export * from './production-years.ts';
export * from './school-calendar.ts';
export * from './working-calendar.ts';
