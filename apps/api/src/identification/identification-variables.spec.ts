import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ApiStage } from '../testing/api-stage.ts';
import { identificationVariables } from './identification-variables.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
}, 240_000);
afterAll(() => stage.close(), 30_000);

it('gives the mean of the school as exactly as that of the district, so that no school is below itself', async () => {
  await stage.database.query(
    `insert into results (school_id, year, procedure, subject, grade, participants, below_minimum, mean)
     values ('bodaibo-3', 2098, 'ВПР', 'биология', 6, 17, 0, 3.857)`,
  );
  const { results } = await identificationVariables(stage.database, 'diagnosis', 'bodaibo-3', undefined);
  expect(results).toMatchObject([{ subject: 'биология', mean: 3.86, districtMean: 3.86 }]);
});
