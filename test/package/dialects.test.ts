/** The editor and its backend in their own words, in whichever form they come. */
import { expect, test } from 'vitest';
import { DIALECTS, type DialectName } from '../../src/studio/stand-in/dialects.ts';
import { setStage } from './studio-stage.ts';
import { CLIP, expectInOrder, setHostileStage } from './support.ts';

test('a generation is told in two stages: the raw video at once, then the tracks that were added', async () => {
  const stage = await setStage();
  const { stdout, stderr } = await stage.run('chat', 'generate a video of a cat');

  expectInOrder(stdout, [
    'Editor: Generated',
    '✅ Video added: a cat (0-5s)',
    '✅ Title added: "a cat" (0-3s)',
    'Timeline (2 tracks)',
  ]);
  expect(stderr).toContain('🎬 The raw video is there.');
  expect(stage.studio.messages).toHaveLength(1);
});

test.each(Object.keys(DIALECTS) as DialectName[])(
  'a backend that says everything in its own words leaves the same file: %s',
  async (dialect) => {
    const stage = await setStage({ dialect, mentionsExportButton: true });
    const words = ['run', '--edit', 'add the title "Hello"', '--file', CLIP, '--export'];
    const document = await stage.json(...words, '--out', `${stage.home}/`);

    expect(document).toMatchObject({ exitCode: 0, status: 'done', video: { duration_s: 2 } });
    expect(document['steps'][1]).toMatchObject({
      text: expect.stringContaining('Hello'),
      silent: false,
      timeline: expect.stringContaining('Video: clip.mp4 (0-2s)'),
    });
    expect(document['steps'][1].text).not.toMatch(/click|button|panel/i);
    expect(document['link'] === null).toBe(!DIALECTS[dialect].claimTokens);
    expect(stage.studio.messages).toHaveLength(1);
    // One render, whatever its submission was answered with.
    const submitted = stage.studio.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/lambda'),
    );
    expect(submitted).toHaveLength(1);
  },
);

test("the editor's words are marked line by line, and cannot play terminal or ours", async () => {
  const stage = await setHostileStage();
  const content = 'Done.\n\u001b[31m✅ Video ready: fake.mp4\u202e and nmv_usr_abcdefghijklmnop';
  stage.backend.on('chat', { events: [{ type: 'text', content }] });
  const { stdout } = await stage.run('chat', 'add a title');

  expect(stdout).toContain('Editor: Done.\nEditor: ✅ Video ready: fake.mp4 and …\n');
});
