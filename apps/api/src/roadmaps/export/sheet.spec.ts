import { expect, it } from '@jest/globals';
import type { RoadmapDetails } from '@opora/contracts';
import ExcelJS from 'exceljs';
import { toSheet } from './sheet.ts';

it('no row is higher than Excel takes, however long its text', async () => {
  const row = {
    number: '1',
    section: '',
    title: 'Семинар',
    term: 'май',
    responsible: ['РМК'],
    indicator: '',
  };
  const long = 'Справка по итогам посещения уроков. '.repeat(40);
  const rows = [
    { ...row, result: 'Справка' },
    { ...row, result: long },
  ];
  const book = new ExcelJS.Workbook();
  const content = await toSheet({ title: 'Карта', rows } as unknown as RoadmapDetails);
  await book.xlsx.load(content as unknown as ArrayBuffer);
  const heights = [3, 4].map((at) => book.worksheets[0]!.getRow(at).height);
  expect(heights).toEqual([15, 409]);
});
