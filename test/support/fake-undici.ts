/** In the place of undici's requests, answered in this process: no socket's time is mixed with that of a fake clock. `nemo.ts` puts it there. */
import { Readable } from 'node:stream';

export interface Call {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer | Readable;
}

/** Answers every request, or throws what a connection would. */
export const network: { answer: (call: Call) => Answer | Promise<Answer> } = {
  answer: () => {
    throw failure('ECONNREFUSED');
  },
};

/** A connection's end, by its code. */
export const failure = (code: string): Error =>
  Object.assign(new Error(`${code} on the way`), { code });

interface Options extends Omit<Call, 'body'> {
  body: string | AsyncIterable<Uint8Array> | null;
  signal: AbortSignal;
}

export class Agent {
  async request({ body, signal, ...call }: Options): Promise<object> {
    signal.throwIfAborted();
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    const answering = async (): Promise<Answer> =>
      network.answer({ ...call, body: await readBody(body) });
    const answer = await Promise.race([answering(), aborted]);
    const content = answer.body ?? '';
    const stream = content instanceof Readable ? content : Readable.from([Buffer.from(content)]);
    stream.on('error', () => {});
    signal.addEventListener('abort', () => stream.destroy(signal.reason));
    return { statusCode: answer.status ?? 200, headers: answer.headers ?? {}, body: stream };
  }

  async destroy(): Promise<void> {}
}

async function readBody(body: Options['body']): Promise<string> {
  if (body === null || typeof body === 'string') return body ?? '';
  const pieces: Uint8Array[] = [];
  // A piece is good until the next one is asked for.
  for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('latin1');
}
