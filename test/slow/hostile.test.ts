/** The whole of the hostile corpus rendered, and hundreds of broken copies of every format. */
import { expect, test } from 'vitest';

import { createRandom, mutate } from '../studio/hostile/bytes.ts';
import { makeCorpus } from '../studio/hostile/corpus.ts';
import { expectUnharmed, type Fate, laySiege } from '../studio/hostile/siege.ts';

const MUTATIONS = 25;
/** Of a worker, in MB: far above what honest work of this size needs, far below what hurts. */
const MEMORY_LIMIT = 1000;

test('every file of the corpus is refused, or placed and rendered', async () => {
  const siege = await laySiege();
  const fates: Fate[] = [];
  for (const [name, bytes] of Object.entries(makeCorpus(siege))) {
    fates.push(await siege.attack(name, bytes));
  }
  tell(fates);
  await expectUnharmed(siege, fates);
  expect(await siege.readPeakMemory()).toBeLessThan(MEMORY_LIMIT);
});

test('so is every broken copy of a real file', async () => {
  const siege = await laySiege();
  const random = createRandom(20_261_123);
  const fates: Fate[] = [];
  for (const [extension, bytes] of Object.entries(siege.real)) {
    for (let copy = 0; copy < MUTATIONS; copy += 1) {
      fates.push(await siege.attack(`${copy}.${extension}`, mutate(bytes, random)));
    }
  }
  tell(fates);
  expect(fates).toHaveLength(MUTATIONS * 13);
  await expectUnharmed(siege, fates);
  expect(await siege.readPeakMemory()).toBeLessThan(MEMORY_LIMIT);
});

function tell(fates: Fate[]): void {
  const accepted = fates.filter(({ upload }) => upload === 'accepted');
  const completed = accepted.filter(({ render }) => render === 'completed');
  const longest = Math.max(...fates.map(({ tookMs }) => tookMs));
  console.log(
    `${fates.length} files: ${accepted.length} accepted, ${completed.length} rendered; the longest took ${longest} ms`,
  );
}
