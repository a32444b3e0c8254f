import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'run',
  summary:
    'Does the whole job: upload, edit, export, download. In steps, or in the words of the user.',
  words: 'one TEXT, or steps, or --resume [JOB]',
  count: [0, 1],
  takesMessage: true,
  options: [
    'file',
    'edit',
    'export',
    'out',
    'resolution',
    'format',
    'force',
    'timeline',
    'again',
    'resume',
    'dry-run',
  ],
  examples: [
    `node scripts/run.mjs --file clip.mp4 --edit 'add the title "Hello"' --export --out out/`,
    'node scripts/run.mjs "download my finished AI video in 1080p MP4 format" --file clip.mp4',
    'node scripts/run.mjs --resume k7f3qd --json',
  ],
  async run(context, given) {
    const { run } = await import('../src/jobs/commands.ts');
    return run(context, given);
  },
});
