import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'state',
  summary: 'Shows the timeline as it is now.',
  options: ['timeline'],
  examples: ['node scripts/state.mjs', 'node scripts/state.mjs --timeline timeline.svg'],
  async run(context, given) {
    const { showState } = await import('../src/commands/state.ts');
    return showState(context, given);
  },
});
