import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** A server before another one that takes requests in no faster than this. Returns its address. */
export async function openSlowLink(url: string, bytesPerSecond: number): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    const onward = request(`${url}${incoming.url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    const carry = async (): Promise<void> => {
      const startedMs = performance.now();
      let taken = 0;
      for await (const piece of incoming as AsyncIterable<Buffer>) {
        taken += piece.length;
        const aheadMs = (taken / bytesPerSecond) * 1000 - (performance.now() - startedMs);
        if (aheadMs > 5) await wait(aheadMs);
        onward.write(piece);
      }
      onward.end();
    };
    carry().catch(() => onward.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
