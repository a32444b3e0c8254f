/**
 * Changes the Node that a built script runs in, by NODE_OPTIONS: the scripts themselves stay as they are published. For what
 * cannot be had on every machine, or would take minutes.
 */

const preload = (code: string): { NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
});

/**
 * Time runs so many times faster, for every command that is given this environment. Two of them must not be at work at once:
 * a busy machine would let the lock of one look dead to the other.
 */
export const hurry = (times: number): { NODE_OPTIONS: string } =>
  preload(`
    import timers from 'node:timers/promises';
    import { syncBuiltinESMExports } from 'node:module';
    const { now } = Date;
    const { setTimeout: sleep } = timers;
    const { setInterval: every } = globalThis;
    Date.now = () => Math.round(${Date.now()} + (now() - ${Date.now()}) * ${times});
    timers.setTimeout = (ms, ...rest) => sleep(ms / ${times}, ...rest);
    globalThis.setInterval = (act, ms, ...rest) => every(act, ms / ${times}, ...rest);
    syncBuiltinESMExports();
  `);

/** No file can be removed, as on Windows while a virus scanner has it open. */
export const refuseUnlink = (): { NODE_OPTIONS: string } =>
  preload(`
    import files from 'node:fs/promises';
    import { syncBuiltinESMExports } from 'node:module';
    files.unlink = async () => {
      throw Object.assign(new Error('EPERM: operation not permitted, unlink'), { code: 'EPERM' });
    };
    syncBuiltinESMExports();
  `);

/** A read brings at most so many bytes, as on some network drives. */
export const shortReads = (bytes: number): { NODE_OPTIONS: string } =>
  preload(`
    import { open } from 'node:fs/promises';
    const file = await open(process.execPath);
    const prototype = Object.getPrototypeOf(file);
    await file.close();
    const { read } = prototype;
    prototype.read = function (buffer, offset, length, position) {
      return read.call(this, buffer, offset, Math.min(length, ${bytes}), position);
    };
  `);
