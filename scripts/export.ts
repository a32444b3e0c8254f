import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'export',
  summary: 'Renders the timeline, downloads the MP4 and checks it. Uses no credits.',
  options: ['media', 'out', 'resolution', 'format', 'force'],
  examples: [
    'node scripts/export.mjs --out ~/Videos/',
    'node scripts/export.mjs --resolution 1080p --out promo.mp4 --json --wait 100',
    'node scripts/export.mjs --media all --out media/',
  ],
  async run(context, given) {
    const { exportVideo } = await import('../src/jobs/commands.ts');
    return exportVideo(context, given);
  },
});
