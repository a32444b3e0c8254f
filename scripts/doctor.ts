import { runScript } from '../src/edge/script.ts';

await runScript({
  name: 'doctor',
  summary: 'Tells what works on this machine: Node, token, network, folders, leftovers.',
  options: ['fix'],
  examples: ['node scripts/doctor.mjs', 'node scripts/doctor.mjs --fix'],
  async run(context, { repair }) {
    const { examine } = await import('../src/operations/doctor/doctor.ts');
    return examine(context, { repair });
  },
});
