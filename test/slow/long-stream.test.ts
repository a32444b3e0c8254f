/**
 * The longest turn there may be, in real time and with undici's real timers: 310 silent seconds (the built-in fetch would
 * give up after 300), then a word a minute until just before the 15-minute limit.
 */
import { expect, test } from 'vitest';
import { runScript } from '../../scripts/dev/run-script.ts';
import { serveHttp } from '../support/serve.ts';
import { makeFolder, packageFolder, readDocument } from '../package/support.ts';

const SILENCE_MS = 310_000;
const LENGTH_MS = 14.5 * 60_000;

/** The few answers a message needs; its stream says something, is silent, and ends. */
const serveSilence = (): Promise<string> =>
  serveHttp((request, response) => {
    request.resume();
    const json = (body: object): void =>
      void response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(body));
    if (request.url?.includes('anonymous-token'))
      return json({ code: 0, data: { token: 'nmv_usr_stand_in' } });
    if (request.url?.includes('with-session'))
      return json({ code: 0, data: { session_id: '5529798706024415232' } });
    if (request.url !== '/run_sse') return json({ code: 0, data: { state: {} } });
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: {"type":"text","content":"This takes a while."}\n\n');
    const say = (word: string): void =>
      void response.write(`data: {"type":"text","content":"${word}"}\n\n`);
    for (let atMs = SILENCE_MS; atMs < LENGTH_MS; atMs += 60_000)
      setTimeout(() => say('Still here.'), atMs);
    setTimeout(() => response.end('data: {"type":"text","content":"Done."}\n\n'), LENGTH_MS);
  });

test('a stream of 14.5 minutes with 310 silent seconds is heard to its end', async () => {
  const url = await serveSilence();
  const place = {
    skillFolder: packageFolder,
    home: await makeFolder(),
    env: { NEMO_API_URL: url },
  };
  const ended = await runScript(place, ['chat', 'make a video', '--json']);
  const document = readDocument(ended);

  expect(document).toMatchObject({ exitCode: 0, ok: true, status: 'done' });
  expect(document['text']).toMatch(/^This takes a while\.\n(?:Still here\.\n){10}Done\.$/);
  expect(document['notices']).toEqual([]);
  // Every two minutes (seed, "SSE Event Handling").
  expect(ended.stderr.match(/^⏳ Still working\.\.\.$/gm)?.length).toBeGreaterThanOrEqual(6);
}, 960_000);
