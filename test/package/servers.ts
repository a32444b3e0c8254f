/**
 * Servers beside the backend: hosts of the internet as far as a test needs them, which only a proxy knows, behind TLS with a
 * certificate that only NODE_EXTRA_CA_CERTS makes trusted, as in a company's network.
 */
import { createServer, request, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import { generate } from 'selfsigned';
import { listen } from '../support/serve.ts';

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

/** Returns its port. */
export const serveTls = (listener: RequestListener): Promise<number> =>
  listen(createTlsServer({ key, cert }, listener));

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

export interface Proxy {
  url: string;
  /** What was asked to be connected to, with the credentials that came along. */
  tunnels: { target: string; authorization: string | undefined }[];
  /** Plain requests, which a tunnel needs none of. */
  plain: number;
}

/** A proxy that tunnels (RFC 9110, 9.3.6) to known hosts, as ports of this machine, and turns everything else away. */
export async function openProxy(ports: Record<string, number | string>): Promise<Proxy> {
  const proxy: Proxy = { url: '', tunnels: [], plain: 0 };
  const server = createServer((_request, response) => {
    proxy.plain += 1;
    response.writeHead(400).end();
  });
  server.on('connect', (asked, client) => {
    const target = asked.url ?? '';
    proxy.tunnels.push({ target, authorization: asked.headers['proxy-authorization'] });
    const port = Number(ports[target]);
    if (!port) return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    return undefined;
  });
  proxy.url = `http://127.0.0.1:${await listen(server)}`;
  return proxy;
}
