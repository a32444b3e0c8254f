/**
 * The installers people use, on the built folder: `skills` (vercel-labs) and `clawhub`, as npm has them. They need
 * Node 22. They are kept from every host but this machine, and are seen to try none; the registry is a stub here.
 */
import { execFile } from 'node:child_process';
import { lstat, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishCommand } from '../../scripts/dev/release-problems.ts';
import { readSkill } from '../../scripts/dev/scan-skill.ts';
import { printFolder } from '../package/folder-print.ts';
import { setStage, stageFor } from '../package/studio-stage.ts';
import { makeFolder, packageFolder } from '../package/support.ts';
import { serveHttp } from '../support/serve.ts';
import { installClients, lookAround, type Clients, type Place } from './client-tools.ts';

const VERSIONS = { skills: '1.7.4', clawhub: '0.23.3' };
const ENTRY = { skills: 'skills/bin/cli.mjs', clawhub: 'clawhub/bin/clawdhub.js' };

let clients: Clients;
beforeAll(async () => {
  const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
  clients = await installClients(packages, '22');
});
afterAll(() => clients.remove());

/** Runs a client, and sees to it that it asked nobody outside. */
async function runClient(
  client: keyof typeof ENTRY,
  words: string[],
  place: Place,
): Promise<string> {
  const { stdout, asked } = await clients.run(ENTRY[client], words, place);
  expect(asked).toBe('');
  return stdout;
}

test('the guard over the clients refuses other hosts and notices each', async () => {
  const log = join(await makeFolder(), 'guard.log');
  const ask = `fetch('http://192.0.2.1/').catch(() => process.exit(7))`;
  const asking = promisify(execFile)(clients.node, ['--require', clients.guard, '-e', ask], {
    env: { GUARD_LOG: log },
  });
  await expect(asking).rejects.toMatchObject({ code: 7 });
  expect(await readFile(log, 'utf8')).toBe('192.0.2.1\n');
});

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
  const url = await serveHttp((request, response) => {
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
  return { env: { CLAWHUB_REGISTRY: url, CLAWHUB_SITE: url }, requests };
}

/** As ClawHub packs a version: the files' names and contents, and no modes. */
async function packZip(): Promise<Uint8Array> {
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

test('the command that a release prints passes as a dry run: `clawhub` reads the folder and uploads nothing', async () => {
  const registry = await startRegistry({
    '/api/v1/resolve': { match: null, latestVersion: null },
  });
  const home = await makeFolder();
  const facts = { version: '1.2.3', repository: 'me/x', commit: 'a'.repeat(40) };
  const command = publishCommand({ ...facts, folder: packageFolder });
  const words = command.split(/[\s\\]+/).slice(1);
  const place = { home, cwd: home, env: registry.env };
  const said = await runClient('clawhub', [...words, '--dry-run', '--json'], place);

  expect(JSON.parse(said)).toMatchObject({ slug: 'ai-video-download', version: '1.2.3' });
  expect(registry.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
});
