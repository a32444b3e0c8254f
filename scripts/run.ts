import { runScript } from '../src/edge/script.ts';

await runScript({
  name: 'run',
  summary: 'Does the whole job a message asks for: upload, edit, export, download.',
  words: 'one TEXT',
  count: [1, 1],
  takesMessage: true,
  options: ['file', 'out', 'resolution', 'format', 'force', 'dry-run', 'again', 'picture'],
  examples: [
    'node scripts/run.mjs "download my finished AI video in 1080p MP4 format" --file clip.mp4',
    `node scripts/run.mjs 'add the title "Hello" and export it' --file clip.mp4 --out out/ --json`,
    'node scripts/run.mjs "how many credits do I have left?"',
  ],
  async run(context, { words: [message = ''], ...given }) {
    const { run } = await import('../src/operations/run.ts');
    return run(context, { ...given, message });
  },
});
