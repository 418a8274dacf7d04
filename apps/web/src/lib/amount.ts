import { countedUnit } from '@opora/domain/indicators';

/** A value with its unit in the form that the number asks for, at most one digit behind the comma; a dash for none. */
export const amount = (value: number | null | undefined, unit: string, locale: string): string =>
  value == null
    ? '—'
    : [
        new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value),
        unit && countedUnit(value, unit),
      ]
        .filter(Boolean)
        .join('\u00a0');
