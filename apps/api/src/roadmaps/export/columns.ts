import type { RoadmapDetails, RoadmapMeasure } from '@opora/contracts';

/** Columns of the annex: name, share of the width, content. Who is responsible is told apart as plans are read back: by semicolons. */
export const columns: readonly { name: string; width: number; text: (measure: RoadmapMeasure) => string }[] =
  [
    { name: '№ п/п', width: 8, text: ({ number }) => number },
    { name: 'Мероприятие', width: 32, text: ({ title }) => title },
    { name: 'Срок', width: 14, text: ({ term }) => term },
    { name: 'Ответственный', width: 18, text: ({ responsible }) => responsible.join(';\n') },
    { name: 'Показатель', width: 12, text: ({ indicator }) => indicator },
    { name: 'Ожидаемый результат', width: 16, text: ({ result }) => result },
  ];

/** Measures with the headings that begin before them. */
export function withHeadings(roadmap: RoadmapDetails): ({ heading: string } | { measure: RoadmapMeasure })[] {
  let before: string[] = [];
  return roadmap.rows.flatMap((measure) => {
    const path = measure.section ? measure.section.split(' / ') : [];
    const same = path.findIndex((heading, index) => heading !== before[index]);
    const fresh = same < 0 ? [] : path.slice(same);
    before = path;
    return [...fresh.map((heading) => ({ heading })), { measure }];
  });
}
