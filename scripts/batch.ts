import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'batch',
  summary: 'Makes many videos: each item of the manifest has its own files, words and render.',
  words: 'one MANIFEST',
  count: [1, 1],
  options: ['out', 'resolution', 'format', 'force', 'parallel'],
  examples: [
    'node scripts/batch.mjs clips.json --out out/ --json --wait 100',
    'node scripts/batch.mjs clips.jsonl --parallel 2',
  ],
  async run(context, { words: [manifest = ''], ...given }) {
    const { batch } = await import('../src/jobs/commands.ts');
    return batch(context, { ...given, manifest });
  },
});
