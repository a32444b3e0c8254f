/** No command is silent for long while it works: hosts show what it prints, and take silence for death. */
import { expect, test } from 'vitest';
import { setStage } from '../package/studio-stage.ts';
import { CLIP } from '../package/support.ts';

test('a whole job that takes its time speaks while the editor and the render are silent, in text and in JSON', async () => {
  await Promise.all(
    [[], ['--json']].map(async (options) => {
      // Two steps of 20 s of an edit that says nothing, and a render that waits another 20 s.
      const stage = await setStage({ env: {}, stepDelayMs: 20_000, renderDelayMs: 20_000 });
      const words = ['run', '--file', CLIP, '--edit', 'trim to 1 second', '--export'];
      const { exitCode, stderr } = await stage.run(...words, ...options);
      const parts = stderr.split(/^(?:Sent to the editor|⏳ Rendering ~30s).*$/m);
      const [edit = '', render = ''] = parts.slice(1);

      expect(exitCode, stderr).toBe(0);
      // A line every 12 s: of 40 s, and of 20 s in which the polls speak as well.
      expect(edit.match(/^⏳ Still at work \(\d+ s\)…$/gm)?.length).toBeGreaterThanOrEqual(3);
      expect(render).toMatch(/^⏳ (?:Still at work|Rendering…)/m);
    }),
  );
});
