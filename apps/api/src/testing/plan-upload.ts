import { type Answer, ApiStage } from './api-stage.ts';

/** A plan as text: two sections, one term whose end is before its start, one measure without a term. */
export const plan = [
  'Дорожная карта на 2031-2032 учебный год',
  '№\tМероприятие\tСрок\tОтветственный\tРезультат',
  '1. Организация\t\t\t\t',
  '1.1\tУстановочный семинар\tоктябрь 2031\tМКУ «ИМЦ», руководители РМО\tРешение семинара',
  '1.2\tСобеседования\tдекабрь 2031-февраль 2031\tУО\tСправка',
  '2. Методическая работа\t\t\t\t',
  '2.1\tАудит уроков\t\tРМК\t',
].join('\n');
export const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n',
);

/** What a plan is confirmed with. */
export const years = { title: 'Дорожная карта', from: '2031-08-01', to: '2032-08-31' };

/** Sends a file in a form with other fields; a PDF bears the name of one. */
export function sendFile(
  stage: ApiStage,
  login: string,
  path: string,
  content: string | Buffer,
  fields: { [name: string]: string } = {},
): Promise<Answer> {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  const name = content === pdf ? 'приказ.pdf' : 'план.txt';
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  return stage.as(login, 'POST', path, form);
}

export const uploadPlan = (
  stage: ApiStage,
  login: string,
  districtId = 'bodaibo',
  content: string | Buffer = plan,
): Promise<Answer> => sendFile(stage, login, '/api/roadmaps/imports', content, { districtId });

/** A roadmap that was made of {@link plan}. */
export async function confirmedPlan(
  stage: ApiStage,
): Promise<{ importId: string; id: string; rows: { id: string; version: number }[] }> {
  const { body } = await uploadPlan(stage, 'coordinator');
  const answer = await stage.as('coordinator', 'POST', `/api/roadmaps/imports/${body.id}/confirm`, years);
  if (answer.status !== 200) throw new Error(`expected a roadmap, found ${answer.status}`);
  return { importId: body.id, id: answer.body.id, rows: answer.body.rows };
}
