import { usualPairWeights, weighDecisions } from '@opora/domain/matching';

const subjects = ['математика', 'русский язык', 'физика', 'химия', 'биология', 'история', 'география'];
/** Some subjects of a number, always the same. */
const some = (seed, count) => subjects.filter((_, index) => (seed * 7 + index * 3) % subjects.length < count);

/**
 * So many schools and partners of ten districts with subjects and places; people have fixed two pairs and forbidden two.
 * @param {number} size
 */
function task(size) {
  const at = (n) => ({ place: { latitude: 55 + (n % 37) / 10, longitude: 40 + (n % 53) / 10 } });
  const numbers = Array.from({ length: size }, (_, n) => n);
  return {
    schools: numbers.map((n) => ({ id: `s${n}`, districtId: `d${n % 10}`, needs: some(n, 3), ...at(n * 3) })),
    partners: numbers.map((n) => ({
      ...{ id: `p${n}`, districtId: `d${n % 10}`, strengths: some(n + 2, 4), ...at(n * 5) },
      ...{ capacity: 1 + (n % 2), load: 0 },
    })),
    weights: usualPairWeights,
    farKm: 100,
    fixed: numbers.slice(0, 2).map((n) => ({ school: `s${n}`, partner: `p${n + 5}` })),
    forbidden: numbers.slice(10, 12).map((n) => ({ school: `s${n}`, partner: `p${n}`, reason: 'отказался' })),
  };
}

/**
 * Seconds of an optimal assignment of so many schools and partners, together with what each decision of people costs.
 * @param {number} size
 */
export function matchingSeconds(size) {
  const began = performance.now();
  const { pairs, costs } = weighDecisions(task(size));
  const seconds = (performance.now() - began) / 1000;
  if (pairs.length !== size || costs.some(({ cost }) => cost === null))
    throw new Error(
      `expected ${size} pairs and the costs of 4 decisions, found ${pairs.length} and ${JSON.stringify(costs)}`,
    );
  return seconds;
}
