import { runScript } from '../src/edge/script.ts';

await runScript({
  name: 'doctor',
  summary: 'Tells what works on this machine: Node, token, network, folders.',
  examples: ['node scripts/doctor.mjs', 'node scripts/doctor.mjs --json'],
  async run(context) {
    const { examine } = await import('../src/operations/doctor.ts');
    return examine(context);
  },
});
