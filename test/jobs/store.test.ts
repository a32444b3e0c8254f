import { expect, test } from 'vitest';
import { createJob } from '../../src/jobs/jobs.ts';
import { openJobs } from '../../src/jobs/store.ts';
import { editStep } from '../../src/jobs/wish.ts';
import type { Context } from '../../src/steps/context.ts';
import { createCommand } from '../support/backend.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const WISH = { script: 'chat', hash: 'h', steps: [editStep('hi')] } as const;

async function openStore() {
  const clock = createFakeClock();
  const command = await createCommand('http://127.0.0.1:9');
  const context = {
    ...command,
    clock,
    project: 'My film',
    speech: { language: 'en' },
  } as unknown as Context;
  const make = (project = 'My film') =>
    createJob({ ...context, project }, { ...WISH, steps: [...WISH.steps] });
  return { clock, store: openJobs(context), files: command.files, make };
}

test('keeps a job as it is, and finds it by its id whatever its project', async () => {
  const { store, make, clock } = await openStore();
  const job = make();
  expect(job.id).toMatch(/^[a-z0-9]{8}$/);
  await clock.advance(5_000);
  await store.save(job);
  expect(job.updatedAt).toBe('2026-01-01T00:00:05.000Z');
  expect(await store.find(job.id)).toEqual(job);
  expect(await store.list('My film')).toEqual([job]);
  expect(await store.list('my film')).toEqual([]);
  expect(await store.find('other')).toBeUndefined();
});

test('lists the oldest first, whenever they were saved, and nothing but records', async () => {
  const { store, files, make, clock } = await openStore();
  const jobs = [];
  for (let count = 0; count < 3; count += 1) {
    jobs.push(make());
    await clock.advance(1_000);
  }
  for (const job of jobs.toReversed()) await store.save(job);
  const [folder = ''] = await files.list('hosts/test/projects');
  await files.write(`hosts/test/projects/${folder}/jobs/left.json.1234.tmp`, '{');
  expect((await store.list('My film')).map(({ id }) => id)).toEqual(jobs.map(({ id }) => id));
});

test('a record that cannot be read stands in the way of its own project alone', async () => {
  const { store, files, make } = await openStore();
  const [job, other] = [make(), make('other')];
  await store.save(other);
  await store.save(job);
  const folders = await files.list('hosts/test/projects');
  const name = `hosts/test/projects/${folders.find((each) => each !== 'other')}/jobs/${job.id}.json`;
  await files.write(name, (await files.read(name))?.slice(0, 50) ?? '');
  for (const act of [
    () => store.list('My film'),
    () => store.find(job.id),
    () => store.forgetOld('My film'),
  ])
    await expect(act()).rejects.toMatchObject({
      kind: 'file',
      message: expect.stringContaining(name),
    });
  expect(await store.list('other')).toHaveLength(1);
  expect(await store.find(other.id)).toEqual(other);
});
