import { withinSentence } from '../../risk-factor.ts';
import { defineDocument } from '../document-kind.ts';
import { clusterName } from '../cluster-name.ts';
import type { Drawing } from '../drawings.ts';
import { recordOf, recordsOf, wordsOf } from '../variables.ts';
import { drawing, list, text } from '../field.ts';
import { body, heading, line, listTable, orderHead, signature } from '../ready-made.ts';

/** Analytic memo that closes a diagnosis, with the risk profile as a table and a chart. */
export const analyticMemo = defineDocument({
  id: 'analytic-memo',
  title: 'Аналитическая записка',
  about: 'school',
  heading: 'По итогам диагностики школы',
  fields: [
    text('школа.название', 'школа'),
    text('школа.кластер', 'к какой группе она отнесена'),
    text('год', 'год диагностики'),
    drawing('диаграмма', 'диаграмма значимости факторов риска'),
    list('факторы', 'десять факторов риска', [
      text('номер', 'номер фактора'),
      text('название', 'название фактора'),
      text('значимость', 'значимость словами'),
      text('основание', 'почему такая значимость'),
    ]),
    text('значимые', 'значимые факторы через запятую'),
    text('сильные', 'сильные стороны'),
    text('слабые', 'слабые стороны'),
    text('возможности', 'возможности'),
    text('угрозы', 'угрозы'),
    text('результаты', 'что показал анализ'),
    text('выводы', 'выводы'),
    text('рекомендации', 'рекомендации'),
  ],
  values({ facts: { school }, variables }) {
    const factors = recordsOf(variables['riskProfile']);
    const swot = recordOf(variables['swot']);
    const memo = recordOf(variables['diagnosisMemo']);
    return {
      школа: { кластер: clusterName(school?.status ?? null) },
      факторы: factors.map((factor) => ({
        номер: wordsOf(factor['number']),
        название: wordsOf(factor['name']),
        значимость: wordsOf(factor['label']),
        // Nothing to write by hand: where no value is known there is no reason.
        основание: wordsOf(factor['basis']) || '—',
      })),
      значимые:
        // Where nothing has been looked at yet nothing has been found to be absent either.
        (factors.length === 0 ? 'рисковый профиль ещё не составлен' : '') ||
        factors
          .filter((factor) => factor['significance'] === 'high' || factor['significance'] === 'medium')
          .map((factor) => withinSentence(wordsOf(factor['name']) ?? ''))
          .join('; ') ||
        'не выявлены',
      сильные: wordsOf(swot['strengths']),
      слабые: wordsOf(swot['weaknesses']),
      возможности: wordsOf(swot['opportunities']),
      угрозы: wordsOf(swot['threats']),
      результаты: wordsOf(memo['summary']),
      выводы: wordsOf(memo['causes']),
      рекомендации: wordsOf(memo['recommendations']),
    };
  },
  drawings({ variables }): { [field: string]: Drawing } {
    const factors = recordsOf(variables['riskProfile']);
    const heights: { [significance: string]: number } = { high: 3, medium: 2, low: 1 };
    return factors.length === 0
      ? {}
      : {
          диаграмма: {
            kind: 'bars',
            chart: {
              title: 'Значимость факторов риска (3 — высокая, 2 — средняя, 1 — низкая)',
              most: 3,
              bars: factors.map((factor) => ({
                name: `${wordsOf(factor['number']) ?? ''}. ${wordsOf(factor['name']) ?? ''}`,
                value: heights[String(factor['significance'])] ?? 0,
              })),
            },
          },
        };
  },
  pieces: () => [
    ...orderHead('АНАЛИТИЧЕСКАЯ ЗАПИСКА'),
    line('{школа.название}', { bold: true, before: 3 }),
    body('Группа школы по результатам: {школа.кластер}. Значимые факторы риска: {значимые}.'),
    heading('1. Рисковый профиль'),
    line('{@диаграмма}', { before: 2 }),
    listTable('факторы', [
      { head: '№', tag: 'номер', width: 8 },
      { head: 'Фактор риска', tag: 'название', width: 40 },
      { head: 'Значимость', tag: 'значимость', width: 20 },
      { head: 'Почему', tag: 'основание', width: 32 },
    ]),
    heading('2. Внутренние и внешние условия'),
    body('Сильные стороны: {сильные}'),
    body('Слабые стороны: {слабые}'),
    body('Возможности: {возможности}'),
    body('Угрозы: {угрозы}'),
    heading('3. Что показала диагностика'),
    body('{результаты}'),
    heading('4. Выводы и рекомендации'),
    body('{выводы}'),
    body('{рекомендации}'),
    ...signature(),
  ],
});
