/** A turn of more than five silent minutes, with undici's real timers: the built-in fetch would give up after 300 s. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { runScript } from '../../scripts/dev/run-script.ts';
import { makeFolder, packageFolder, parseDocument } from '../package/support.ts';

const SILENCE_MS = 310_000;

/** The few answers a message needs; its stream says something, is silent, and ends. */
async function serveSilence(): Promise<string> {
  const server = createServer((request, response) => {
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
    setTimeout(() => response.end('data: {"type":"text","content":"Done."}\n\n'), SILENCE_MS);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a stream that is silent for 310 seconds is heard to its end, with a notice every two minutes', async () => {
  const url = await serveSilence();
  const place = {
    skillFolder: packageFolder,
    home: await makeFolder(),
    env: { NEMO_API_URL: url },
  };
  const { exitCode, stdout } = await runScript(place, ['chat', 'make a video', '--json']);
  const document = parseDocument(stdout);

  expect(exitCode).toBe(0);
  expect(document).toMatchObject({ ok: true, text: 'This takes a while.\nDone.' });
  expect(document['notices']).toEqual(['⏳ Still working...']);
}, 400_000);
