/** The clients people install skills with, as npm has them, kept from every host but this machine. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Stage } from '../package/studio-stage.ts';
import { NODE_PACKAGE, nodeIn } from './node-package.ts';

const run = promisify(execFile);

/** Refuses every connection but to this machine, and writes down who was wanted. */
const GUARD = `
const { appendFileSync } = require('node:fs');
const { Socket } = require('node:net');
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...words) {
  const { host, path } = [words[0]].flat()[0] ?? {};
  const wanted = String(host ?? path ?? words[1]);
  if (/^(?:127\\.0\\.0\\.1|localhost|::1)$/.test(wanted)) return connect.apply(this, words);
  appendFileSync(process.env.GUARD_LOG, wanted + '\\n');
  process.nextTick(() => this.destroy(Object.assign(new Error('kept here'), { code: 'ECONNREFUSED' })));
  return this;
};
`;

export interface Place {
  home: string;
  cwd: string;
  env?: Record<string, string>;
}

export interface Clients {
  /** Where they are installed. */
  folder: string;
  node: string;
  guard: string;
  /** Runs one by its entry in `node_modules`, as a person would. Returns what it printed, and whom it asked outside. */
  run(entry: string, words: string[], place: Place): Promise<{ stdout: string; asked: string }>;
  remove(): Promise<void>;
}

/** Installs them with a Node of their own. */
export async function installClients(packages: string[], nodeVersion: string): Promise<Clients> {
  const folder = await mkdtemp(join(tmpdir(), 'clients-'));
  const words = ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  const all = [...packages, `${NODE_PACKAGE}@${nodeVersion}`];
  await run('npm', [...words, '--prefix', folder, ...all], { cwd: folder });
  const [guard, node] = [join(folder, 'guard.cjs'), nodeIn(folder)];
  await writeFile(guard, GUARD);
  return {
    folder,
    node,
    guard,
    async run(entry, given, { home, cwd, env }) {
      const log = join(home, 'guard.log');
      const command = ['--require', guard, join(folder, 'node_modules', entry), ...given];
      const { stdout } = await run(node, command, {
        cwd,
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: home,
          CI: '1',
          NO_COLOR: '1',
          DISABLE_TELEMETRY: '1',
          CLAWHUB_DISABLE_TELEMETRY: '1',
          GUARD_LOG: log,
          ...env,
        },
      });
      return { stdout, asked: await readFile(log, 'utf8').catch(() => '') };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What every place has to manage. */
export async function lookAround(stage: Stage): Promise<void> {
  expect(await stage.run('run', '--help')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await stage.json('doctor')).toMatchObject({ exitCode: 0, status: 'done' });
  expect(await stage.json('route', 'export it')).toMatchObject({ exitCode: 0, status: 'done' });
  expect(await stage.json('credits')).toMatchObject({ exitCode: 0, status: 'done' });
}
