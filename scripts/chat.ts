import { runScript } from '../src/edge/script.ts';

await runScript({
  name: 'chat',
  summary: 'Sends one message to the AI editor and tells what changed. Uses credits.',
  words: 'one MESSAGE',
  count: [1, 1],
  takesMessage: true,
  options: ['again', 'picture'],
  examples: [
    `node scripts/chat.mjs 'add the title "Paradise Found" for the first 3 seconds'`,
    'node scripts/chat.mjs "trim it to 10 seconds" --json --wait 100',
  ],
  async run(context, { words: [message = ''], again }) {
    const { chat } = await import('../src/operations/chat/chat.ts');
    return chat(context, { message, again });
  },
});
