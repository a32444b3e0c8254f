/** What leaves a command: no token in any file, long answers once and in full, plain names. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draftOf } from '../support/hostile-backend.ts';
import { TITLE, setClip, setHostileStage, video } from './support.ts';

test.each(['.json', '.svg', '.srt', '.otio'])(
  'a token is written to no file: %s',
  async (ending) => {
    const token = 'sk_live_0123456789abcdefghijklmnop';
    const stage = (await setClip()).with({ env: { NEMO_TOKEN: token } });
    const content = `${'A long answer. '.repeat(400)}Bearer ${token}`;
    stage.backend.on('chat', ({ session }) => {
      session.draft = draftOf(`For ${token}`);
      return { events: [{ type: 'text', content }] };
    });
    const path = join(stage.home, `timeline${ending}`);
    const document = await stage.json('chat', TITLE, '--timeline', path);

    for (const file of [document['text_file'], path]) {
      const text = await readFile(file, 'utf8');
      expect(text).not.toContain(token.slice(0, 12));
      expect(text).toContain('…');
    }
  },
);

test('an answer of 50,000 characters hides nothing, and stands in a document once', async () => {
  const stage = await setClip();
  // No two words of it are the same, and JSON writes it longer than it is.
  const words = Array.from({ length: 5_000 }, (_, index) => `"ord${10_000 + index}"`);
  const answer = words.join(' ');
  stage.backend.on('chat', ({ session }) => {
    session.draft = draftOf('Paradise Found');
    return { events: [{ type: 'text', content: answer }] };
  });
  const command = ['run', `${TITLE} and export it`, '--out', `${stage.home}/`];
  const text = await stage.run(...command);
  const { stdout } = await stage.run(...command, '--json');
  const { message, steps, ...document } = JSON.parse(stdout);
  const said = stdout.match(/ord\d{5}/g) ?? [];

  expect(text.stdout).toMatch(/✅ Video ready: .*\n.*Saved to \S+\.mp4/);
  expect(text.stdout.length).toBeLessThan(8_000);
  expect(stdout.length).toBeLessThanOrEqual(8_000);
  expect(said.length).toBeGreaterThan(200);
  expect(new Set(said).size).toBe(said.length);
  expect(message).toContain('✅ Video ready');
  expect((await stat(document.file)).size).toBe(video.length);
  expect(steps).toMatchObject([{ action: 'chat', truncated: true }, { action: 'export' }]);
  expect((await readFile(steps[0].text_file, 'utf8')).trim()).toBe(answer);
});

test('an export of an export has a plain name', async () => {
  const segment = { d: 2000, m: { name: 'film-export.mp4' } };
  const stage = await setHostileStage({ draft: { t: [{ tt: 0, sg: [segment] }], d: 2000 } });
  const document = await stage.json('export', '--out', `${stage.home}/`);

  expect(document['file']).toBe(join(stage.home, 'film-export.mp4'));
});

test('names with line breaks make no lines', async () => {
  const draft = draftOf('Two\nlines\r\nor three', { music: 'Lo\u2028fi' });
  const stage = await setHostileStage({ draft });
  const document = await stage.json('state');
  const { stdout } = await stage.run('state');

  expect(document['timeline']).not.toMatch(/[\n\r\u2028]/);
  expect(stdout).toMatch(/^Timeline \(3 tracks\):.*Two.*lines.*or three.*\n$/);
});
