/** The studio killed at random moments: what was told is there, and what is there was paid for once. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { expect, onTestFinished, test } from 'vitest';

import { startProgram } from '../studio/program.ts';
import { type Json, openProject } from '../studio/support.ts';
import { writeHalfWhitePng } from '../studio/render-support.ts';

const KILLS = 25;
const STEP_MS = 40;

test('no edit is charged without landing, or lands without being charged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'studio-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const photo = join(folder, 'photo.png');
  await writeHalfWhitePng(photo, { width: 64, height: 64 });
  const bytes = await readFile(photo);
  const words = ['--data', folder, '--step-delay-ms', String(STEP_MS), '--credits', '1000'];
  let program = await startProgram(words);
  const port = new URL(program.url).port;
  const project = await openProject(program.url);
  await project.upload('photo.png', bytes);
  let told = 0;
  let uploaded = 1;
  for (let run = 0; run < KILLS; run += 1) {
    const edit = project
      .tell(`add the title "Title ${run}"`)
      .then(readWhatCame)
      .catch(() => '');
    const upload = project.upload(`${run}.png`, bytes).catch(() => undefined);
    // Now and then after its end, however slow the machine is.
    await (run % 5 === 4 ? edit : wait(Math.random() * STEP_MS * 12));
    await program.end('SIGKILL');
    const events = await edit;
    if (events.includes('functionResponse')) told += 1;
    if ((await upload)?.body.code === 0) uploaded += 1;
    program = await startProgram([...words, '--port', port]);
    const { draft, video_infos: media } = await project.state();
    const titles = countTitles(draft);
    const kept = await readFile(join(folder, 'sessions', `${project.sessionId}.json`), 'utf8');
    const charges: Array<{ credits: number }> = JSON.parse(kept).charges;
    expect(charges).toHaveLength(titles);
    const spent = charges.reduce((sum, { credits }) => sum + credits, 0);
    expect(await project.credits()).toMatchObject({ available: 1000 - spent, frozen: 0 });
    expect(titles).toBeGreaterThanOrEqual(told);
    expect(media.length).toBeGreaterThanOrEqual(uploaded);
    expect(await readdir(join(folder, 'media'))).toHaveLength(media.length);
    told = titles;
    uploaded = media.length;
  }
  expect(told).toBeGreaterThan(0);
});

/** All of a stream that arrived before it broke. */
async function readWhatCame({ body }: Response): Promise<string> {
  let text = '';
  try {
    for await (const chunk of body ?? []) text += Buffer.from(chunk).toString('utf8');
  } catch {
    // The studio was killed.
  }
  return text;
}

function countTitles(draft: Json): number {
  const tracks: Json[] = draft?.t ?? [];
  return tracks.filter(({ tt }) => tt === 7).flatMap(({ sg }) => sg).length;
}
