import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'connect',
  summary: 'Connects to NemoVideo: gets a token if there is none and opens the project.',
  options: ['new', 'session', 'list'],
  examples: [
    'node scripts/connect.mjs',
    'node scripts/connect.mjs --new --project promo',
    'node scripts/connect.mjs --session 5529798706024415232',
    'node scripts/connect.mjs --list --json',
  ],
  async run(context, given) {
    const { connect } = await import('../src/commands/connect.ts');
    return connect(context, given);
  },
});
