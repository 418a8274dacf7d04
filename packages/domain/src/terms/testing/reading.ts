import { parseTerm, type TermContext, type TermPart, type YearWindow } from '../index.ts';

const windowText = ({ from, to, bound }: YearWindow): string =>
  `${from.month}.${from.day}-${to.month}.${to.day}${bound ?? ''}`;

/** A part in short: «2023-09-01..2023-09-30~» is assumed, «..» open, «2×year» a recurrence. */
function short(part: TermPart): string {
  switch (part.kind) {
    case 'range':
      return `${part.from}..${part.to}${part.assumed ? '~' : ''}`;
    case 'until':
      return `..${part.to}${part.assumed ? '~' : ''}`;
    case 'since':
      return `${part.from}..${part.assumed ? '~' : ''}`;
    case 'window':
      return `some year ${windowText(part.window)}`;
    case 'broken':
      return `broken ${part.from}..${part.to}`;
    case 'span':
      return part.span;
    case 'reference':
      return `by ${part.to}`;
    case 'event':
      return `event${part.days ? ` ${part.days}${part.working ? ' working' : ''}` : ''}`;
    case 'recurrence': {
      const { every, per, times, bound, weekday, monthDays, windows, within } = part;
      return [
        `${times}×${every > 1 ? every : ''}${per}`,
        bound,
        weekday && `day ${weekday.day}${weekday.nth ? ` no. ${weekday.nth}` : ''}`,
        monthDays && `on ${monthDays.from}-${monthDays.to}${monthDays.bound ?? ''}`,
        windows?.map(windowText).join('+'),
        within && `in ${within.from}..${within.to}`,
      ]
        .filter(Boolean)
        .join(' ');
    }
  }
}

/** Sign of certainty («?» doubtful, «!» unreadable), parts, problems but an assumed year or calendar, and what was not read. */
export function reading(text: string, context: TermContext): string {
  const { certainty, parts, problems, unread } = parseTerm(text, context);
  const codes = problems.filter(({ code }) => code !== 'unread' && !code.endsWith('-assumed'));
  return [
    { read: '', doubtful: '?', unreadable: '!' }[certainty],
    parts.map(short).join(', '),
    codes.map(({ code }) => `[${code}]`).join(' '),
    unread.length > 0 ? `«${unread.join('», «')}»` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
