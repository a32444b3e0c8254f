import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { RenderError } from './errors.ts';
import { OUT_OF_MEMORY_EXIT } from './limits.ts';
import { collectLog } from './worker-log.ts';
import type { WorkerLog } from './worker-log.ts';
import type { WorkerReply, WorkerRequest } from './protocol.ts';

/** `npm run studio` has compiled us, and the worker beside us; the tests compile the worker; else it is run as it is. */
const WORKER_PATH = import.meta.url.endsWith('.mjs')
  ? fileURLToPath(new URL('worker.mjs', import.meta.url))
  : (process.env['STUDIO_WORKER'] ?? fileURLToPath(new URL('worker.ts', import.meta.url)));
/** The last two are what Windows needs to start a process at all. */
const PASSED_VARIABLES = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'TEMP'];

export interface AskOptions {
  /** After this long the worker is killed and the request fails as `timed-out`. */
  timeoutMs: number;
  onProgress?: (percent: number) => void;
  /** Aborting kills the worker; the request fails as `aborted`. */
  signal?: AbortSignal | undefined;
}

/** A worker process. It answers one request at a time. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  readonly isAlive: boolean;
  /** One that takes too long, or whose asker aborts, is gone when this fails. */
  ask<Result>(request: WorkerRequest, options: AskOptions): Promise<Result>;
  /** Kills it: it holds nothing that must be put away. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a worker with none of the server's environment but the paths. It ends by itself when it takes more memory than it may. */
export function startWorker(memoryBytes: number): WorkerProcess {
  const child = fork(WORKER_PATH, [String(memoryBytes)], {
    cwd: tmpdir(),
    execArgv: WORKER_PATH.endsWith('.ts') ? ['--import', findLoader()] : [],
    env: pickEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const log = collectLog(child);
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  const stop = (): Promise<void> => stopChild(child, isAlive);
  setReferenced(child, false);
  // A failed kill or send is told to whoever asked; unheard, it would end the server.
  child.on('error', () => {});
  return {
    pid: child.pid,
    get isAlive() {
      return isAlive();
    },
    ask: (request, options) => askChild(request, { ...options, child, log, stop }),
    stop,
  };
}

/** Reads types away. Resolved here, since no node_modules lies above the temporary folder. */
function findLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}

interface Asking extends AskOptions {
  child: ChildProcess;
  log: WorkerLog;
  stop: () => Promise<void>;
}

async function askChild<Result>(request: WorkerRequest, asking: Asking): Promise<Result> {
  const { child, signal } = asking;
  const listeners = new AbortController();
  asking.log.clear();
  setReferenced(child, true);
  try {
    return await new Promise<Result>((resolve, reject) => {
      const giveUp = (error: RenderError): void => {
        child.off('exit', onExit);
        void asking.stop().then(() => reject(error));
      };
      const onReply = (reply: WorkerReply): void => {
        if (reply.kind === 'progress') asking.onProgress?.(reply.percent);
        else if (reply.kind === 'done') resolve(reply.result as Result);
        else reject(new RenderError(reply.reason, withLog(reply.message, asking.log.read())));
      };
      const onExit = (): void => reject(describeExit(child, asking.log.read()));
      const watchdog = setTimeout(
        () => giveUp(describeTimeout(asking.timeoutMs)),
        asking.timeoutMs,
      );
      const onAbort = (): void => giveUp(new RenderError('aborted', 'The work was aborted.'));
      child.on('message', onReply).once('exit', onExit).once('error', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      listeners.signal.addEventListener('abort', () => {
        clearTimeout(watchdog);
        child.off('message', onReply).off('exit', onExit).off('error', onExit);
        signal?.removeEventListener('abort', onAbort);
      });
      if (signal?.aborted) onAbort();
      else child.send(request, (error) => error && onExit());
    });
  } finally {
    listeners.abort();
    setReferenced(child, false);
  }
}

async function stopChild(child: ChildProcess, isAlive: () => boolean): Promise<void> {
  if (!isAlive()) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  setReferenced(child, true);
  child.kill('SIGKILL');
  await gone;
}

/** An idle worker must not keep the program running. */
function setReferenced(child: ChildProcess, isReferenced: boolean): void {
  const method = isReferenced ? 'ref' : 'unref';
  child[method]();
  child.channel?.[method]();
}

function describeExit(child: ChildProcess, log: string): RenderError {
  if (child.exitCode === OUT_OF_MEMORY_EXIT) {
    return new RenderError('too-large', 'The render process needed too much memory.');
  }
  const how = child.signalCode ?? `code ${child.exitCode}`;
  return new RenderError('crashed', withLog(`The render process ended early (${how}).`, log));
}

function describeTimeout(timeoutMs: number): RenderError {
  return new RenderError('timed-out', `The render process took longer than ${timeoutMs} ms.`);
}

function withLog(message: string, log: string): string {
  return log === '' ? message : `${message} [${log}]`;
}

function pickEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    PASSED_VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
