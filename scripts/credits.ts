import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'credits',
  summary: 'Shows how many credits are left.',
  examples: ['node scripts/credits.mjs', 'node scripts/credits.mjs --json'],
  async run(context) {
    const { showCredits } = await import('../src/commands/credits.ts');
    return showCredits(context);
  },
});
