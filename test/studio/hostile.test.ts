/** Files made to hurt: each is refused or works, and the studio stays where and what it is. */
import { expect, test } from 'vitest';

import { createRandom, mutate } from './hostile/bytes.ts';
import { makeCorpus } from './hostile/corpus.ts';
import { expectUnharmed, type Fate, laySiege } from './hostile/siege.ts';

/** Of the accepted files, one in so many is rendered; `npm run test:slow` renders them all. */
const RENDERED_SHARE = 8;

const nameOf = ({ name }: Fate): string => name;

test('refuses or survives everything, asks nobody, and writes nowhere else', async () => {
  const siege = await laySiege();
  const corpus = Object.entries(makeCorpus(siege));
  expect(corpus.length).toBeGreaterThanOrEqual(100);
  const random = createRandom(1);
  for (const [extension, bytes] of Object.entries(siege.real)) {
    corpus.push([`real.${extension}`, bytes], [`mutated.${extension}`, mutate(bytes, random)]);
  }
  const fates: Fate[] = [];
  let accepted = 0;
  for (const [name, bytes] of corpus) {
    const fate = await siege.attack(name, bytes, { render: accepted % RENDERED_SHARE === 0 });
    if (fate.upload === 'accepted') accepted += 1;
    fates.push(fate);
  }
  const taken = new Set(fates.filter(({ upload }) => upload === 'accepted').map(nameOf));
  for (const extension of Object.keys(siege.real)) expect(taken).toContain(`real.${extension}`);
  expect(taken.size).toBeLessThan(corpus.length / 2);
  await expectUnharmed(siege, fates);
});
