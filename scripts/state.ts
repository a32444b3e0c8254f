import { runScript } from '../src/edge/script.ts';

await runScript({
  name: 'state',
  summary: 'Shows the timeline as it is now.',
  examples: ['node scripts/state.mjs', 'node scripts/state.mjs --project promo --json'],
  async run(context) {
    const { showState } = await import('../src/operations/state.ts');
    return showState(context);
  },
});
