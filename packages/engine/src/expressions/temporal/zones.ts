/** A time zone as FEEL writes it: an offset or a name of the IANA base. */
export interface Zone {
  /** `Z`, `+05:00`, `-01:30:15` or `@Europe/Paris`: the suffix that a time is written with. */
  text: string;
  /** Offset from UTC in seconds; absent for a named zone. */
  offset?: number;
  /** Name in the IANA base. */
  name?: string;
}

/** Coordinated Universal Time. */
export const UTC: Zone = { text: 'Z', offset: 0 };

const OFFSET = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/;
/** Before the year 1 a format counts years from the other side; no zone changed its offset so early. */
const FIRST_YEAR = -62_135_596_800;
const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Reads `Z`, `±HH:MM`, `±HH:MM:SS` or `@Zone/Name`; undefined where it is none of them or nobody knows the zone. */
export function parseZone(text: string): Zone | undefined {
  if (text === 'Z' || text === 'z') return UTC;
  if (text.startsWith('@')) return namedZone(text.slice(1));
  const match = OFFSET.exec(text);
  if (!match) return undefined;
  const [, sign, hours, minutes, seconds] = match;
  if (Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
  return size > 18 * 3600 ? undefined : zoneOfOffset(sign === '-' ? -size : size);
}

/** The zone with a fixed offset in seconds. */
export function zoneOfOffset(offset: number): Zone {
  if (offset === 0) return UTC;
  const size = Math.abs(offset);
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  const seconds = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return {
    text: `${offset < 0 ? '-' : '+'}${two(size / 3600)}:${two((size % 3600) / 60)}${seconds}`,
    offset,
  };
}

/** The zone of an IANA name (`Asia/Irkutsk`, `Etc/UTC`); undefined where nobody knows it. */
export function namedZone(name: string): Zone | undefined {
  return formatOf(name) ? { text: `@${name}`, name } : undefined;
}

/** Offset of a zone in seconds at a moment (epoch seconds, UTC). */
export function offsetAt(zone: Zone, epochSeconds: number): number {
  if (zone.offset !== undefined) return zone.offset;
  const format = formatOf(zone.name ?? 'UTC');
  // outside the years that Date can hold no zone rules are known: the last ones go on
  const clamped = Math.min(Math.max(epochSeconds, FIRST_YEAR), 8.64e12);
  if (!format) return 0;
  const at: { [type: string]: number } = {};
  for (const { type, value } of format.formatToParts(clamped * 1000)) at[type] = Number(value);
  const local = Date.UTC(at.year!, at.month! - 1, at.day!, at.hour! % 24, at.minute!, at.second!) / 1000;
  return local - Math.floor(clamped);
}

/** Offset of a zone in seconds at a local wall-clock time (seconds since 1970 as if it were UTC). */
export function offsetAtLocal(zone: Zone, localSeconds: number): number {
  if (zone.offset !== undefined) return zone.offset;
  const first = offsetAt(zone, localSeconds - offsetAt(zone, localSeconds));
  return offsetAt(zone, localSeconds - first) === first ? first : offsetAt(zone, localSeconds);
}

function formatOf(name: string): Intl.DateTimeFormat | undefined {
  let format = formats.get(name);
  if (format === undefined) {
    format = null;
    // names only: Intl also takes offsets, which FEEL writes without `@`
    if (/^[A-Za-z]/.test(name)) {
      try {
        format = new Intl.DateTimeFormat('en-US', {
          timeZone: name,
          calendar: 'iso8601',
          hourCycle: 'h23',
          year: 'numeric',
          month: 'numeric',
          day: 'numeric',
          hour: 'numeric',
          minute: 'numeric',
          second: 'numeric',
        });
      } catch {
        format = null;
      }
    }
    // wrong names are not kept: there is no end of them
    if (format) formats.set(name, format);
  }
  return format ?? undefined;
}
