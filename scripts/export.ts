import { runScript } from '../src/edge/script.ts';

await runScript({
  name: 'export',
  summary: 'Renders the timeline, downloads the MP4 and checks it. Uses no credits.',
  options: ['out', 'resume', 'resolution', 'format', 'force'],
  examples: [
    'node scripts/export.mjs --out ~/Videos/',
    'node scripts/export.mjs --resolution 1080p --out promo.mp4 --json --wait 100',
    'node scripts/export.mjs --resume --json',
  ],
  async run(context, { words: [renderId], resume, out, resolution, force }) {
    const { exportVideo } = await import('../src/operations/export/export.ts');
    return exportVideo(context, {
      out,
      resolution,
      force,
      resume: resume ? { renderId } : undefined,
    });
  },
});
