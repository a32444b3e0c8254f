import { runScript } from '../src/edge/script.ts';

await runScript({
  name: 'state',
  summary: 'Shows the timeline as it is now.',
  options: ['picture'],
  examples: ['node scripts/state.mjs', 'node scripts/state.mjs --picture timeline.svg'],
  async run(context) {
    const { showState } = await import('../src/operations/state.ts');
    return showState(context);
  },
});
