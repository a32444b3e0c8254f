import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'connect',
  summary: 'Connects to NemoVideo: gets a token if there is none and opens the project.',
  options: ['new', 'list'],
  examples: [
    'node scripts/connect.mjs',
    'node scripts/connect.mjs --new --project promo',
    'node scripts/connect.mjs --list --json',
  ],
  async run(context, { fresh, list }) {
    const { connect, listProjects } = await import('../src/commands/connect.ts');
    return list ? listProjects(context) : connect(context, { fresh });
  },
});
