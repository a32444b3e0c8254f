import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'upload',
  summary: 'Sends media into the project: files of this machine or links.',
  words: 'FILE|URL…',
  count: [0, 100],
  options: ['file'],
  examples: [
    'node scripts/upload.mjs clip.mp4 music.mp3',
    'node scripts/upload.mjs https://example.com/clip.mp4 --json',
  ],
  async run(context, { words, files }) {
    const { upload } = await import('../src/jobs/commands.ts');
    return upload(context, { sources: [...words, ...files] });
  },
});
