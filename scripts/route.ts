import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'route',
  summary: 'Prints the plan for a user message. No network.',
  words: 'one TEXT',
  count: [1, 1],
  takesMessage: true,
  options: ['file'],
  examples: [
    'node scripts/route.mjs "download my finished AI video in 1080p MP4 format"',
    'node scripts/route.mjs "add a title and export it" --file clip.mp4 --json',
  ],
  async runOffline({ words: [message = ''], files }) {
    const { route } = await import('../src/commands/route.ts');
    return route(message, files);
  },
});
