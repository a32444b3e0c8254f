/** The whole of the hostile corpus rendered, and hundreds of broken copies of every format. */
import { expect, test } from 'vitest';
import { createRandom, mutate } from '../studio/hostile/bytes.ts';
import { makeCorpus } from '../studio/hostile/corpus.ts';
import { expectUnharmed, type Fate, laySiege } from '../studio/hostile/siege.ts';

const MUTATIONS = 25;
/** Of a worker, in MB: far above what honest work of this size needs, far below what hurts. */
const MEMORY_LIMIT = 1000;

type Siege = Awaited<ReturnType<typeof laySiege>>;

function breakCopies({ real }: Siege): [name: string, bytes: Buffer][] {
  const random = createRandom(20_261_123);
  return Object.entries(real).flatMap(([extension, bytes]) =>
    Array.from({ length: MUTATIONS }, (_, copy): [string, Buffer] => [
      `${copy}.${extension}`,
      mutate(bytes, random),
    ]),
  );
}

test.each([
  ['every file of the corpus', (siege: Siege) => Object.entries(makeCorpus(siege))],
  ['every broken copy of a real file', breakCopies],
])('%s is refused, or placed and rendered', async (_what, list) => {
  const siege = await laySiege();
  const fates: Fate[] = [];
  for (const [name, bytes] of list(siege)) fates.push(await siege.attack(name, bytes));
  const accepted = fates.filter(({ upload }) => upload === 'accepted');
  const rendered = accepted.filter(({ render }) => render === 'completed');
  console.log(`${fates.length} files: ${accepted.length} accepted, ${rendered.length} rendered`);
  await expectUnharmed(siege, fates);
  expect(await siege.readPeakMemory()).toBeLessThan(MEMORY_LIMIT);
});
