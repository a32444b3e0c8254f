import { runScript } from '../src/cli/cli.ts';

await runScript({
  name: 'chat',
  summary: 'Sends one message to the AI editor and tells what changed. Uses credits.',
  words: 'one MESSAGE',
  count: [1, 1],
  takesMessage: true,
  options: ['again', 'timeline'],
  examples: [
    `node scripts/chat.mjs 'add the title "Paradise Found" for the first 3 seconds'`,
    'node scripts/chat.mjs "trim it to 10 seconds" --json --wait 100',
  ],
  async run(context, { words: [message = ''], ...given }) {
    const { chat } = await import('../src/jobs/commands.ts');
    return chat(context, { ...given, message });
  },
});
