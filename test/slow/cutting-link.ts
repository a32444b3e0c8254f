/** A connection to a server on this machine that can be cut at any moment, and works again right after. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CuttingLink {
  url: string;
  /** Called with the number of pieces that have come from the client so far; a request is one piece or more. */
  onPiece: (count: number) => void;
  /** Resets every connection there is. */
  cut(): void;
  close(): void;
}

export async function openCuttingLink(url: string): Promise<CuttingLink> {
  const { host, port, hostname } = new URL(url);
  const open = new Set<Socket>();
  let pieces = 0;
  const server = createServer((client) => {
    const onward = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (piece) => {
      onward.write(piece);
      pieces += 1;
      link.onPiece(pieces);
    });
    // Files are to be fetched over this link too: addresses of the server become its own.
    onward.on('data', (piece) => client.write(replaceAll(piece, host, new URL(link.url).host)));
    client.on('end', () => onward.end());
    onward.on('end', () => client.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => open.forEach((socket) => socket.resetAndDestroy());
  const link: CuttingLink = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onPiece: () => {},
    cut,
    close() {
      cut();
      server.close();
    },
  };
  return link;
}

/** In place, so that lengths stay as they were announced; where they would not, nothing is changed. */
function replaceAll(bytes: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) return bytes;
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + 1))
    bytes.write(to, at);
  return bytes;
}
