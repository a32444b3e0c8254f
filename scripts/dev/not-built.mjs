/**
 * What `scripts/<name>.mjs` says in a clone, and wherever an installer has copied the sources as if they were the skill: in one
 * line, how to get what runs. The build puts the real scripts in their place. Plain JavaScript that needs nothing else.
 */
const message = 'These are the sources of ai-video-download, which do not run.';
const advice =
  'Install the built skill (npx skills add nemovideo/ai-video-download#skill -a AGENT; the README has every host), or build it: npm ci && npm run build, then use dist/ai-video-download.';
const text = `❌ ${message} ${advice}`;
const document = {
  ok: false,
  status: 'failed',
  message: `${message} ${advice}`,
  notices: [],
  error: { kind: 'usage', message, advice },
};
console.log(process.argv.includes('--json') ? JSON.stringify(document) : text);
process.exitCode = 2;
