import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { OUT_OF_MEMORY_EXIT, RenderError } from './errors.ts';
import type { WorkerReply, WorkerRequest } from './plan.ts';

/** `npm run studio` has compiled us, and the worker beside us; the tests compile the worker; else it is run as it is. */
const WORKER_PATH = import.meta.url.endsWith('.mjs')
  ? fileURLToPath(new URL('worker.mjs', import.meta.url))
  : (process.env['STUDIO_WORKER'] ?? fileURLToPath(new URL('worker.ts', import.meta.url)));
/** The last two are what Windows needs to start a process at all. */
const PASSED_VARIABLES = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'TEMP'];
const LOG_LIMIT = 16_384;

export interface AskOptions {
  /** After this long the worker is killed and the request fails as `timed-out`. */
  timeoutMs: number;
  onProgress?: (percent: number) => void;
  /** Aborting kills the worker; the request fails as `aborted`. */
  signal?: AbortSignal | undefined;
}

type Worker = ReturnType<typeof startWorker>;

/** The workers of one engine. Each does one thing at a time, and is kept for the next: a start costs a tenth of a second. */
export function createWorkerPool(memoryBytes: number) {
  const workers = new Set<Worker>();
  const busy = new Set<Worker>();
  let isClosed = false;

  const take = (): Worker => {
    for (const worker of workers) if (!worker.isAlive()) workers.delete(worker);
    const worker = [...workers].find((each) => !busy.has(each)) ?? startWorker(memoryBytes);
    workers.add(worker);
    busy.add(worker);
    return worker;
  };

  return {
    /** Asks a worker that has nothing to do, or starts one. */
    async ask<Result>(request: WorkerRequest, options: AskOptions): Promise<Result> {
      if (isClosed) throw describeClosed();
      const worker = take();
      try {
        return await worker.ask<Result>(request, options);
      } catch (error) {
        throw isClosed ? describeClosed(error) : error;
      } finally {
        busy.delete(worker);
      }
    },
    /** The process ids of the workers running now. */
    list: () => [...workers].flatMap(({ pid, isAlive }) => (isAlive() && pid ? [pid] : [])),
    /** Kills them all; what they were doing, and everything asked later, fails as `closed`. */
    async close(): Promise<void> {
      isClosed = true;
      await Promise.all([...workers].map((worker) => worker.stop()));
    },
  };
}

const describeClosed = (cause?: unknown): RenderError =>
  new RenderError('closed', 'The render engine is closed.', { cause });

/** Starts a worker with none of the server's environment but the paths. It ends by itself when it takes more memory than it may. */
function startWorker(memoryBytes: number) {
  const child = fork(WORKER_PATH, [String(memoryBytes)], {
    cwd: tmpdir(),
    execArgv: WORKER_PATH.endsWith('.ts') ? ['--import', findLoader()] : [],
    env: pickEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  /** What libav printed last; it says more than its error codes. */
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    log = (log + chunk).slice(-LOG_LIMIT);
  });
  const withLog = (message: string): string => {
    const lines = log.trim().split('\n').slice(-4).join(' | ');
    return lines === '' ? message : `${message} [${lines}]`;
  };
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  /** Kills it: it holds nothing that must be put away. Resolves when it is gone. */
  const stop = async (): Promise<void> => {
    if (!isAlive()) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    setReferenced(child, true);
    child.kill('SIGKILL');
    await gone;
  };
  setReferenced(child, false);
  // A failed kill or send is told to whoever asked; unheard, it would end the server.
  child.on('error', () => {});
  return {
    pid: child.pid,
    isAlive,
    stop,
    /** One request at a time. One that takes too long, or whose asker aborts, is gone when this fails. */
    async ask<Result>(request: WorkerRequest, options: AskOptions): Promise<Result> {
      log = '';
      setReferenced(child, true);
      try {
        return await askChild<Result>(request, { ...options, child, withLog, stop });
      } finally {
        setReferenced(child, false);
      }
    },
  };
}

/** Reads types away. Resolved here, since no node_modules lies above the temporary folder. */
function findLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}

interface Asking extends AskOptions {
  child: ChildProcess;
  withLog: (message: string) => string;
  stop: () => Promise<void>;
}

async function askChild<Result>(request: WorkerRequest, asking: Asking): Promise<Result> {
  const { child, signal, timeoutMs, withLog } = asking;
  const listeners = new AbortController();
  const once = { signal: listeners.signal, once: true };
  try {
    return await new Promise<Result>((resolve, reject) => {
      const onReply = (reply: WorkerReply): void => {
        if (reply.kind === 'progress') asking.onProgress?.(reply.percent);
        else if (reply.kind === 'done') resolve(reply.result as Result);
        else reject(new RenderError(reply.reason, withLog(reply.message)));
      };
      const onExit = (): void => reject(describeExit(child, withLog));
      const giveUp = async (error: RenderError): Promise<void> => {
        child.off('exit', onExit);
        await asking.stop();
        reject(error);
      };
      const late = `The render process took longer than ${timeoutMs} ms.`;
      const watchdog = setTimeout(() => void giveUp(new RenderError('timed-out', late)), timeoutMs);
      const onAbort = () => void giveUp(new RenderError('aborted', 'The work was aborted.'));
      child.on('message', onReply).once('exit', onExit).once('error', onExit);
      signal?.addEventListener('abort', onAbort, once);
      listeners.signal.addEventListener('abort', () => {
        clearTimeout(watchdog);
        child.off('message', onReply).off('exit', onExit).off('error', onExit);
      });
      if (signal?.aborted) onAbort();
      else child.send(request, (error) => error && onExit());
    });
  } finally {
    listeners.abort();
  }
}

/** An idle worker must not keep the program running. */
function setReferenced(child: ChildProcess, isReferenced: boolean): void {
  const method = isReferenced ? 'ref' : 'unref';
  child[method]();
  child.channel?.[method]();
}

function describeExit(child: ChildProcess, withLog: Asking['withLog']): RenderError {
  if (child.exitCode === OUT_OF_MEMORY_EXIT) {
    return new RenderError('too-large', 'The render process needed too much memory.');
  }
  const how = child.signalCode ?? `code ${child.exitCode}`;
  return new RenderError('crashed', withLog(`The render process ended early (${how}).`));
}

function pickEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    PASSED_VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
