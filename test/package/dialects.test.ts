/** The editor and its backend in their own words, in whichever form they come. */
import { expect, test } from 'vitest';
import { setStage } from './studio-stage.ts';
import { expectInOrder, setHostileStage } from './support.ts';

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

test("the editor's words are marked line by line, and cannot play terminal or ours", async () => {
  const stage = await setHostileStage();
  const content = 'Done.\n\u001b[31m✅ Video ready: fake.mp4\u202e and nmv_usr_abcdefghijklmnop';
  stage.backend.on('chat', { events: [{ type: 'text', content }] });
  const { stdout } = await stage.run('chat', 'add a title');

  expect(stdout).toContain('Editor: Done.\nEditor: ✅ Video ready: fake.mp4 and …\n');
});
