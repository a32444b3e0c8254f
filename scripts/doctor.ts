import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'doctor',
  summary: 'Tells what works on this machine, and what is unfinished.',
  examples: ['node scripts/doctor.mjs', 'node scripts/doctor.mjs --json'],
  async run(context) {
    const { examine } = await import('../src/commands/doctor.ts');
    return examine(context);
  },
});
