import { dayOfYear, daysInMonth, weekday, weekOfYear } from '../temporal/calendar.ts';
import { FeelDate, FeelDateTime, FeelTime, isTemporal } from '../temporal/values.ts';
import { equalValues, typeOf, type Value } from '../values.ts';
import { overload, type FunctionTable, type Overload } from './overloads.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const ofDate = (run: (date: FeelDate) => Value): Overload[] => [
  overload<[FeelDate | FeelDateTime]>('date: date | date and time', ([date]) =>
    run(date instanceof FeelDate ? date : date.date),
  ),
];

/** Whether two values are the same element of the same FEEL type: the same moment in two zones is not the same value. */
function is(left: Value, right: Value): boolean {
  if (typeOf(left) !== typeOf(right)) return false;
  if (
    (left instanceof FeelTime && right instanceof FeelTime) ||
    (left instanceof FeelDateTime && right instanceof FeelDateTime)
  ) {
    const [a, b] = [left.zone, right.zone];
    if (a?.text !== b?.text && (a?.offset === undefined || a.offset !== b?.offset)) return false;
  }
  return isTemporal(left) || left !== right ? equalValues(left, right) === true : true;
}

/** Functions of dates and times (DMN 1.4 tables 78 and 80); `last day of month` as Camunda has it. */
export const temporalFunctions: FunctionTable = {
  is: [
    overload<[Value, Value]>('value1: any, value2: any', ([left, right]) => is(left, right)),
    // by name one of the two may be left out: nothing is it (DMN TCK 0103)
    overload<[Value]>('value1: any', () => false),
    overload<[Value]>('value2: any', () => false),
  ],
  'day of year': ofDate(({ year, month, day }) => dayOfYear(year, month, day)),
  'day of week': ofDate((date) => WEEKDAYS[weekday(date.epochDay) - 1]!),
  'month of year': ofDate(({ month }) => MONTHS[month - 1]!),
  'week of year': ofDate((date) => weekOfYear(date.epochDay)),
  'last day of month': ofDate(({ year, month }) => new FeelDate(year, month, daysInMonth(year, month))),
};
