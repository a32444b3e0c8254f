/**
 * Hosts of the internet as far as a test needs them: names that only a proxy knows, behind TLS with a certificate that only
 * NODE_EXTRA_CA_CERTS makes trusted, as in a company's network.
 */
import { once } from 'node:events';
import { request, createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';

const HOUR_MS = 3_600_000;

/** Made for this run; valid since an hour ago, as clocks are never quite the same. */
const { private: key, cert } = await generate([{ name: 'commonName', value: 'cdn.example.com' }], {
  keyType: 'ec',
  algorithm: 'sha256',
  notBeforeDate: new Date(Date.now() - HOUR_MS),
  notAfterDate: new Date(Date.now() + 24 * HOUR_MS),
  extensions: [
    { name: 'basicConstraints', cA: true, critical: true },
    {
      name: 'subjectAltName',
      altNames: ['cdn.example.com', 'api.example.com'].map((value) => ({ type: 2, value })),
    },
  ],
});
export const CERTIFICATE = cert;

async function listen(server: Server & { closeAllConnections(): void }): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

export const serveTls = (listener: RequestListener): Promise<number> =>
  listen(createServer({ key, cert }, listener));

/** A proxy that leads known hosts to ports of this machine, and turns everything else away. */
export async function openNameProxy(
  ports: Record<string, number>,
): Promise<{ url: string; targets: string[] }> {
  const targets: string[] = [];
  const server = createHttpServer();
  server.on('connect', (asked, client) => {
    const target = asked.url ?? '';
    targets.push(target);
    const port = ports[target];
    if (port === undefined) return client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    return undefined;
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, targets };
}

/** Hands a request on to another server. */
export const forwardTo =
  (url: string): RequestListener =>
  (incoming, outgoing) => {
    const { method, headers } = incoming;
    const onward = request(`${url}${incoming.url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
