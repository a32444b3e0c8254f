/**
 * Hosts of the internet as far as a test needs them: names that only a proxy knows, behind TLS with a certificate that only
 * NODE_EXTRA_CA_CERTS makes trusted, as in a company's network.
 */
import { once } from 'node:events';
import { request, createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { onTestFinished } from 'vitest';

/** For cdn.example.com and api.example.com, for a hundred years; it guards nothing. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQggurasytZ1x5O5sJJ
1ghlJRl6JbuQnnShAEVs1wp8T7mhRANCAAQ76pqmcX9QtVzgiP/Lx6251v+EKxj/
rpQSelGl5bBd4oPs7u76ooiUR8uR4bhnUrnNDPj843Oiyuj8yIZH7Zvl
-----END PRIVATE KEY-----`;
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBuDCCAV+gAwIBAgIUc0eOd6zOdgPPvJ3UkCj90isfYDkwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPY2RuLmV4YW1wbGUuY29tMCAXDTI2MTEyMjIyMDMwM1oYDzIx
MjYxMDI5MjIwMzAzWjAaMRgwFgYDVQQDDA9jZG4uZXhhbXBsZS5jb20wWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAQ76pqmcX9QtVzgiP/Lx6251v+EKxj/rpQSelGl
5bBd4oPs7u76ooiUR8uR4bhnUrnNDPj843Oiyuj8yIZH7Zvlo4GAMH4wHQYDVR0O
BBYEFHXILyUVDbEbtb9burkS/SiXT29JMB8GA1UdIwQYMBaAFHXILyUVDbEbtb9b
urkS/SiXT29JMCsGA1UdEQQkMCKCD2Nkbi5leGFtcGxlLmNvbYIPYXBpLmV4YW1w
bGUuY29tMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgFZB5X4ZB
JitBn/XwnmgfO/Gbww7SGeYVNM2uyNxbzocCIG0/4GLH5bmpsf0hbyUMyQr/m9g5
1jSVDlJRlFDnKJF1
-----END CERTIFICATE-----`;

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
  listen(createServer({ key: KEY, cert: CERTIFICATE }, listener));

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
