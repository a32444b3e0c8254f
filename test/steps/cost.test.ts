/** What an edit has cost is told where it is known, and never waited for. */
import { expect, test } from 'vitest';
import { broken, json } from '../support/nemo.ts';
import { doing, openStage, saying } from '../support/stage.ts';

const BALANCE = 'GET /api/credits/';
const balance = (available: number) => json({ code: 0, data: { available } });

test('the balance before and after tells what an edit has cost', async () => {
  const { run, nemo } = await openStage();
  nemo.next(BALANCE, balance(90), balance(88));
  const doc = await run(saying('add a title'));
  expect(doc['credits']).toEqual({ available: 88, spent: 2 });
  expect(doc.message).toContain('This used 2 credits; 88 left.');
});

test('several edits are added up in one line', async () => {
  const { run, nemo } = await openStage();
  nemo.next(BALANCE, balance(90), balance(88), balance(88), balance(87));
  const { message, steps } = await run(doing({ edits: ['one', 'two'] }));
  expect(steps).toMatchObject([{ credits: { spent: 2 } }, { credits: { spent: 1 } }]);
  expect(message.match(/This used/g)).toHaveLength(1);
  expect(message).toContain('This used 3 credits; 87 left.');
});

test('nothing is said of an edit that was free, or of credits that came in meanwhile', async () => {
  const { run, nemo } = await openStage();
  nemo.next(BALANCE, balance(90), balance(90), balance(90), balance(190));
  const free = await run(saying('one'));
  const toppedUp = await run(saying('two'));
  expect(free['credits']).toEqual({ available: 90, spent: 0 });
  expect(toppedUp['credits']).toEqual({ available: 190, spent: null });
  expect(free.message + toppedUp.message).not.toContain('This used');
});

test('a balance that fails or does not come is not known, and holds nothing up', async () => {
  const { run, nemo } = await openStage();
  nemo.always(BALANCE, broken());
  expect((await run(saying('one')))['credits']).toEqual({ available: null, spent: null });
  const silent = await openStage();
  silent.nemo.always(BALANCE, () => new Promise(() => {}));
  const startMs = silent.clock.now();
  expect(await silent.run(saying('one'))).toMatchObject({
    status: 'done',
    credits: { available: null, spent: null },
  });
  expect(silent.clock.now() - startMs).toBeLessThanOrEqual(2_000);
});
