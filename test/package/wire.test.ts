/** Where the real backend may differ from what the seed describes: the built package gets its video all the same. */
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { DIALECTS, type DialectName } from '../../src/studio/stand-in/dialects.ts';
import type { StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { serveHttp } from '../support/serve.ts';
import { setStage, studioEngine, type Stage } from './studio-stage.ts';
import { CLIP, MUSIC, TRIM, video } from './support.ts';

/** An engine that tells which timelines it was given to render. */
function watchEngine() {
  const rendered: StudioTimeline[] = [];
  const engine: typeof studioEngine = {
    ...studioEngine,
    render(request) {
      rendered.push(request.timeline);
      return studioEngine.render(request);
    },
  };
  return { rendered, engine };
}

const callsOf = ({ studio }: Stage, path: RegExp) =>
  studio.requests.filter((request) => path.test(request.path));

test.each(Object.keys(DIALECTS) as DialectName[])(
  'a backend that says everything as "%s" leaves the same file, and gets its draft back byte by byte',
  async (dialect) => {
    const { rendered, engine } = watchEngine();
    const stage = await setStage({ dialect, engine, mentionsExportButton: true });
    const title = 'add the title "Héllo 世界/1" from 1s to 2s';
    const edits = [title, 'add the music at 35% volume'].flatMap((edit) => ['--edit', edit]);
    const files = ['--file', CLIP, '--file', MUSIC];
    const out = ['--export', '--out', `${stage.home}/`];
    const document = await stage.json('run', ...files, ...edits, ...out);

    // The studio refuses a draft in which one byte is another.
    expect(document).toMatchObject({ exitCode: 0, status: 'done', video: { duration_s: 2 } });
    const { text, silent, timeline } = document['steps'][2];
    expect(silent).toBe(false);
    expect(text).not.toMatch(/click|button|panel/i);
    for (const part of [
      'Video: clip.mp4 (0-2s)',
      'BGM: lo-fi.m4a (0-2s, 35%)',
      '"Héllo 世界/1" (1-2s)',
    ])
      expect(timeline).toContain(part);
    expect(rendered).toMatchObject([
      { music: [{ volume: 0.35 }], titles: [{ text: 'Héllo 世界/1', startMs: 1000 }] },
    ]);
    expect(document['link'] === null).toBe(!DIALECTS[dialect].claimTokens);
    // One render, whatever its submission was answered with.
    const posts = callsOf(stage, /\/lambda$/).filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(1);
    expect(stage.studio.messages).toHaveLength(2);
  },
);

test('a result in a store of another origin is fetched without the token, and elsewhere when its link has expired', async () => {
  const fresh = await setStage({ dialect: 'reference' });
  const expired = await setStage({ dialect: 'reference', resultUrlLifetimeMs: 0 });
  for (const stage of [fresh, expired]) {
    const words = ['run', '--file', CLIP, '--edit', TRIM, '--export', '--out', `${stage.home}/`];
    expect(await stage.json(...words)).toMatchObject({ exitCode: 0, video: { duration_s: 1 } });
    const stored = callsOf(stage, /^\/render-result\//);
    for (const { method, headers } of stored)
      expect({ method, token: headers['authorization'] }).toEqual({ method: 'GET' });
  }
  expect(callsOf(fresh, /^\/render-result\//)).toMatchObject([{ status: 200 }]);
  expect(new Set(callsOf(expired, /^\/render-result\//).map(({ status }) => status))).toEqual(
    new Set([403]),
  );
  expect(callsOf(expired, /\/download$/)).toMatchObject([{ status: 200 }]);
});

/** On a stage where time runs twenty times faster: 20 s after the stream's end. */
const LATE = { lateTracksMs: 1_000 };

test('what a generation adds after its stream is in the video of the same command', async () => {
  const { rendered, engine } = watchEngine();
  const stage = await setStage({ ...LATE, engine });
  const words = ['run', '--edit', 'generate a 2s video of a cat', '--export', '--out', stage.home];
  const document = await stage.json(...words);

  expect(document).toMatchObject({ exitCode: 0, status: 'done', video: { duration_s: 2 } });
  expect(document['steps'][0].changes.join()).toContain('BGM added: Lo-fi');
  expect(rendered).toMatchObject([{ music: [{ name: 'Lo-fi' }], clips: [{ fadeInMs: 500 }] }]);
});

test('a link that is fetched after its upload was answered is waited for, and fetched once', async () => {
  let fetched = 0;
  const gate = new EventEmitter();
  const link = await serveHttp((_asked, answer) => {
    fetched += 1;
    // A skill that does not wait has posted its edit by then.
    gate.once('open', () => answer.end(video));
  });
  const stage = await setStage({ dialect: 'gateway', allowLoopbackUrls: true });
  const words = ['run', '--file', `${link}/clip.mp4`, '--edit', TRIM, '--export'];
  const running = stage.json(...words, '--out', `${stage.home}/`);
  await expect.poll(() => callsOf(stage, /\/latest$/).length).toBeGreaterThan(2);
  expect(stage.studio.messages).toEqual([]);
  gate.emit('open');

  const document = await running;
  expect(document).toMatchObject({ exitCode: 0, status: 'done', video: { duration_s: 1 } });
  expect(document['steps'][0].files).toMatchObject([{ name: 'clip.mp4', duration_s: 2 }]);
  expect(fetched).toBe(1);
});
