/**
 * The installers people use, on the built folder: `skills` (vercel-labs) and `clawhub`, as npm has them. They need
 * Node 22. They are kept from every host but this machine, and are seen to try none; the registry is a stub here.
 */
import { execFile } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readSkill } from '../../scripts/dev/scan-skill.ts';
import { printFolder } from '../package/folder-print.ts';
import { setStage, stageFor, type Stage } from '../package/studio-stage.ts';
import { makeFolder, packageFolder } from '../package/support.ts';
import { NODE_PACKAGE, nodeIn } from './node-package.ts';

const run = promisify(execFile);
const CLIENTS = { skills: '1.7.4', clawhub: '0.23.3' };
const ENTRY = { skills: 'skills/bin/cli.mjs', clawhub: 'clawhub/bin/clawdhub.js' };

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

let tools: string;
let node: string;
beforeAll(async () => {
  tools = await mkdtemp(join(tmpdir(), 'clients-'));
  const isNewEnough = Number.parseInt(process.versions.node, 10) >= 22;
  const packages = Object.entries(CLIENTS).map(([name, version]) => `${name}@${version}`);
  if (!isNewEnough) packages.push(`${NODE_PACKAGE}@22`);
  const words = ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', [...words, '--prefix', tools, ...packages], { cwd: tools });
  node = isNewEnough ? process.execPath : nodeIn(tools);
  await writeFile(join(tools, 'guard.cjs'), GUARD);
});
afterAll(() => rm(tools, { recursive: true, force: true }));

interface Place {
  home: string;
  cwd: string;
  env?: Record<string, string>;
}

/** Runs a client as a person would, and sees to it that it asked nobody outside. */
async function runClient(
  client: keyof typeof CLIENTS,
  words: string[],
  { home, cwd, env }: Place,
): Promise<string> {
  const log = join(home, 'guard.log');
  const { stdout } = await run(
    node,
    ['--require', join(tools, 'guard.cjs'), join(tools, 'node_modules', ENTRY[client]), ...words],
    {
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
    },
  );
  expect(await readFile(log, 'utf8').catch(() => '')).toBe('');
  return stdout;
}

test('the guard over the clients refuses other hosts and notices each', async () => {
  const log = join(await makeFolder(), 'guard.log');
  const ask = `fetch('http://192.0.2.1/').catch(() => process.exit(7))`;
  const words = ['--require', join(tools, 'guard.cjs'), '-e', ask];
  await expect(run(node, words, { env: { GUARD_LOG: log } })).rejects.toMatchObject({ code: 7 });
  expect(await readFile(log, 'utf8')).toBe('192.0.2.1\n');
});

/** What every place has to manage. */
async function lookAround(stage: Stage): Promise<void> {
  expect(await stage.run('run', '--help')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await stage.json('doctor')).toMatchObject({ exitCode: 0, status: 'done' });
  expect(await stage.json('route', 'export it')).toMatchObject({ exitCode: 0, status: 'done' });
  expect(await stage.json('credits')).toMatchObject({ exitCode: 0, status: 'done' });
}

/** Where `skills` puts a skill for each host, in a project and in a home. */
const HOSTS = {
  'claude-code': { project: '.claude/skills', home: '.claude/skills' },
  cursor: { project: '.agents/skills', home: '.agents/skills' },
  codex: { project: '.agents/skills', home: '.agents/skills' },
  openclaw: { project: 'skills', home: '.openclaw/skills' },
};

test.each([
  { scope: 'project', mode: 'links' },
  { scope: 'home', mode: 'copies' },
] as const)(
  '`skills add` puts it into the $scope as $mode: every host finds it whole, and it runs from there',
  async ({ scope, mode }) => {
    const { studio } = await setStage();
    const home = await makeFolder();
    const cwd = join(home, 'my project é');
    await mkdir(cwd);
    const before = await printFolder(packageFolder);
    const words = [
      'add',
      packageFolder,
      '--yes',
      '--agent',
      ...Object.keys(HOSTS),
      ...(scope === 'home' ? ['--global'] : []),
      ...(mode === 'copies' ? ['--copy'] : []),
    ];
    await runClient('skills', words, { home, cwd });

    const shipped = await readSkill(packageFolder);
    for (const [host, places] of Object.entries(HOSTS)) {
      const skillFolder = join(scope === 'home' ? home : cwd, places[scope], 'ai-video-download');
      const isShared = places[scope] === '.agents/skills';
      expect((await lstat(skillFolder)).isSymbolicLink(), host).toBe(mode === 'links' && !isShared);
      expect(await readSkill(skillFolder), host).toEqual(shipped);
      const installed = await printFolder(skillFolder);

      await lookAround(stageFor(studio, home, { skillFolder, cwd }));

      expect(await printFolder(skillFolder), host).toBe(installed);
    }
    expect(await printFolder(packageFolder)).toBe(before);

    // Adding it again wipes the folder first: what is known stays, for it is kept elsewhere.
    const clientId = join(home, '.config/nemovideo/client_id');
    const known = await readFile(clientId, 'utf8');
    await runClient('skills', words, { home, cwd });
    const folder = join(scope === 'home' ? home : cwd, HOSTS.codex[scope], 'ai-video-download');
    await lookAround(stageFor(studio, home, { skillFolder: folder, cwd }));
    expect(await readFile(clientId, 'utf8')).toBe(known);
  },
);

/** A registry that keeps what it was asked; `answers` says what it knows, by path. */
async function startRegistry(
  answers: Record<string, object | Uint8Array>,
): Promise<{ env: Record<string, string>; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    requests.push(`${request.method} ${path}`);
    const answer = answers[path];
    if (answer instanceof Uint8Array) {
      response.writeHead(200, { 'content-type': 'application/zip' }).end(answer);
    } else {
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { env: { CLAWHUB_REGISTRY: url, CLAWHUB_SITE: url }, requests };
}

/** As ClawHub packs a version: the files' names and contents, and no modes. */
async function packZip(): Promise<Uint8Array> {
  const fflate = pathToFileURL(join(tools, 'node_modules/fflate/esm/index.mjs')).href;
  const { zipSync } = (await import(fflate)) as {
    zipSync: (files: Record<string, Uint8Array>) => Uint8Array;
  };
  const { files } = await readSkill(packageFolder);
  return zipSync(
    Object.fromEntries(files.map(({ path, text }) => [path, new TextEncoder().encode(text)])),
  );
}

test('`clawhub install` puts it into a workspace of OpenClaw: it runs from there and knows where it is from', async () => {
  const { frontMatter, files } = await readSkill(packageFolder);
  const version = String(frontMatter['version']);
  const registry = await startRegistry({
    '/api/v1/skills/ai-video-download': {
      skill: {
        slug: 'ai-video-download',
        displayName: 'AI Video Download',
        tags: {},
        stats: {},
        createdAt: 0,
        updatedAt: 0,
      },
      latestVersion: { version, createdAt: 0, changelog: '' },
      owner: { handle: 'owner' },
    },
    '/api/v1/download': await packZip(),
  });
  const { studio } = await setStage();
  const home = await makeFolder();
  const cwd = join(home, 'workspace');
  await mkdir(cwd);
  await runClient('clawhub', ['--no-input', 'install', 'ai-video-download'], {
    home,
    cwd,
    env: registry.env,
  });

  const skillFolder = join(cwd, 'skills', 'ai-video-download');
  const installed = await printFolder(skillFolder);
  const paths = (await readSkill(skillFolder)).files.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(files.map(({ path }) => path)));
  const stage = stageFor(studio, home, { skillFolder, cwd });
  await lookAround(stage);
  expect((await stage.run('doctor')).stdout).toContain(`ai-video-download ${version} (clawhub)`);
  // What is not as it was installed, `clawhub update` refuses to replace.
  expect(await printFolder(skillFolder)).toBe(installed);
});
