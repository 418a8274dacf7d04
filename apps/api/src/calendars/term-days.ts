import { datesOfTerm, type PlaceCalendar, schoolYearsOf } from '@opora/domain';
import { jsonText } from '@opora/store';

/** First and last day of a measure. */
export interface MeasureDays {
  from: string | null;
  due: string | null;
}

type Layer = Pick<PlaceCalendar, 'years'>;

/** Days of terms. Plans of many schools say the same: each text is read once for its years and the calendars that hold. */
export class TermDays {
  private readonly ids = new Map<string, number>();
  private readonly seen = new WeakMap<Layer, number>();
  private readonly known = new Map<string, MeasureDays>();

  /** The days of a term inside a roadmap's years; calendars go from the widest to the narrowest. */
  of(term: string, period: { from: string; to: string }, layers: readonly Layer[]): MeasureDays {
    const key = [period.from, period.to, ...layers.map((layer) => this.idOf(layer)), term].join('\n');
    const found = this.known.get(key) ?? datesOfTerm(term, period, schoolYearsOf(layers));
    this.known.set(key, found);
    return found;
  }

  private idOf(layer: Layer): number {
    const text = (): string => jsonText(layer.years as never);
    const id = this.seen.get(layer) ?? this.ids.get(text()) ?? this.ids.size;
    if (!this.seen.has(layer)) this.ids.set(text(), id);
    this.seen.set(layer, id);
    return id;
  }
}
