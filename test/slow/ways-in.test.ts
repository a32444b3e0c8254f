/**
 * Every way in that the README lists and that needs no registry: from the branch, from the archives, by hand; then a newer
 * version; and from the sources, where every script says what to do instead. Real clients, a local bare repository in the
 * place of GitHub. Cursor's client is not on npm; what `skills add` does for it is in `clients.test.ts`.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSkill } from '../../scripts/dev/scan-skill.ts';
import { setStage, stageFor } from '../package/studio-stage.ts';
import { packageFolder } from '../package/support.ts';
import { installClients, lookAround, type Clients } from './client-tools.ts';
import { NEWER, REPOSITORY, gitIn, openGitHub, type GitHub, type User } from './local-github.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const VERSIONS = {
  skills: '1.7.4',
  openclaw: '2026.9.6',
  '@anthropic-ai/claude-code': '2.1.332',
  '@google/gemini-cli': '0.61.0',
  '@openai/codex': '0.171.0',
};
const ENTRY = {
  skills: 'skills/bin/cli.mjs',
  openclaw: 'openclaw/openclaw.mjs',
  claude: '@anthropic-ai/claude-code/cli-wrapper.cjs',
  gemini: '@google/gemini-cli/bundle/gemini.js',
  codex: '@openai/codex/bin/codex.js',
};

let clients: Clients;
let github: GitHub;
beforeAll(async () => {
  const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
  clients = await installClients(packages, '24');
  github = await openGitHub();
});
afterAll(() => Promise.all([clients.remove(), github.remove()]));

/** Runs a client in a user's home and returns what it printed. */
async function run(
  { home, cwd }: User,
  client: keyof typeof ENTRY,
  ...words: string[]
): Promise<string> {
  // Native programs are not under the guard: they find a proxy that is not there.
  const env = { HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' };
  return (await clients.run(ENTRY[client], words, { home, cwd, env })).stdout;
}

async function unpack({ home, archive }: User): Promise<void> {
  for (const [path, bytes] of Object.entries(unzipSync(await readFile(archive)))) {
    const file = join(home, '.agents/skills', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

const add = (user: User, from: string, host: string): Promise<string> =>
  run(user, 'skills', 'add', from, '--global', '--yes', '--agent', host);
const byGit = ['skills', 'install', `git:${REPOSITORY}@skill`];
const plugin = 'ai-video-download@ai-video-download';
const installArchive = (user: User): Promise<string> =>
  run(user, 'gemini', 'skills', 'install', user.archive, '--consent');

interface Way {
  name: string;
  /** The folder of skills, from the home. */
  place: string;
  install(user: User): Promise<unknown>;
  /** Where it is not the same again. */
  update?(user: User): Promise<unknown>;
  /** What the host says of its skills, and how this one stands there. */
  listed?: [list: (user: User) => Promise<string>, shows: RegExp];
}

const BY_CODEX: Way['listed'] = [listCodex, /ai-video-download: Edit, export/];

const WAYS: Way[] = [
  {
    name: 'skills add, the branch',
    place: '.claude/skills',
    install: (user) => add(user, `${REPOSITORY}#skill`, 'claude-code'),
  },
  {
    name: `skills add, the archive's address`,
    place: '.agents/skills',
    install: (user) => add(user, user.url, 'codex'),
    listed: BY_CODEX,
  },
  {
    name: 'a plugin of Claude Code',
    place: '.claude/plugins/cache/ai-video-download',
    install: async (user) => {
      await run(user, 'claude', 'plugin', 'marketplace', 'add', REPOSITORY);
      await run(user, 'claude', 'plugin', 'install', plugin);
    },
    update: (user) => run(user, 'claude', 'plugin', 'update', plugin),
    listed: [
      (user) => run(user, 'claude', 'plugin', 'details', 'ai-video-download'),
      /Skills \(1\) +ai-video-download/,
    ],
  },
  {
    name: 'OpenClaw, the branch',
    place: '.openclaw/workspace/skills',
    install: (user) => run(user, 'openclaw', ...byGit),
    update: (user) => run(user, 'openclaw', ...byGit, '--force'),
    listed: [(user) => run(user, 'openclaw', 'skills', 'list'), /ready.*ai-video-download/],
  },
  {
    name: 'Gemini CLI, the archive',
    place: '.gemini/skills',
    install: installArchive,
    listed: [(user) => run(user, 'gemini', 'skills', 'list'), /ai-video-download \[Enabled\]/],
  },
  { name: 'by hand', place: '.agents/skills', install: unpack, listed: BY_CODEX },
  {
    name: 'git, with CRLF line ends',
    place: '.claude/skills',
    install: async ({ home, origin }) => {
      const folder = join(home, '.claude/skills/ai-video-download');
      gitIn(home)('-c', 'core.autocrlf=true', 'clone', '-qb', 'skill', origin, folder);
      gitIn(folder)('config', 'core.autocrlf', 'true');
      expect(await readFile(join(folder, 'SKILL.md'), 'utf8')).toContain('\r\n');
    },
    update: async ({ home }) =>
      gitIn(join(home, '.claude/skills/ai-video-download'))('pull', '--quiet'),
  },
];

/** What Codex puts before its model. */
async function listCodex(user: User): Promise<string> {
  gitIn(user.cwd)('init', '--quiet');
  return run(user, 'codex', 'debug', 'prompt-input', 'hello');
}

/** The newest folder below a place that holds a SKILL.md. */
async function findSkill(user: User, place: string, version: string): Promise<string> {
  const entries = await readdir(join(user.home, place), { recursive: true, withFileTypes: true });
  for (const { parentPath, name } of entries)
    if (name === 'SKILL.md' && !parentPath.includes('marketplaces')) {
      const text = await readFile(join(parentPath, name), 'utf8');
      if (text.includes(`\nversion: "${version}"`)) return parentPath;
    }
  throw new Error(`no skill ${version} in ${place}`);
}

test.each(WAYS)('$name: all of it arrives and runs, and a newer version comes', async (way) => {
  const { studio } = await setStage();
  const user = await github.setUser();
  await way.install(user);
  const { files, frontMatter } = await readSkill(packageFolder);
  const skillFolder = await findSkill(user, way.place, String(frontMatter['version']));
  for (const { path, text } of files) {
    const found = await readFile(join(skillFolder, path), 'utf8');
    expect(found.replaceAll('\r\n', '\n'), path).toBe(text);
  }
  await lookAround(stageFor(studio, user.home, { skillFolder, cwd: user.cwd }));
  if (way.listed) expect(await way.listed[0](user)).toMatch(way.listed[1]);

  await user.release();
  await (way.update ?? way.install)(user);
  const folder = await findSkill(user, way.place, NEWER);
  await lookAround(stageFor(studio, user.home, { skillFolder: folder, cwd: user.cwd }));
});

test.each([
  {
    name: 'skills add',
    place: '.claude/skills',
    install: (user: User) => add(user, REPOSITORY, 'claude-code'),
  },
  {
    name: 'OpenClaw',
    place: '.openclaw/workspace/skills',
    install: (user: User) => run(user, 'openclaw', 'skills', 'install', `git:${REPOSITORY}`),
  },
  {
    name: 'git, with CRLF line ends asked for',
    place: '.claude/skills',
    install: async ({ home, origin }: User) => {
      const folder = join(home, '.claude/skills/ai-video-download');
      gitIn(home)('-c', 'core.autocrlf=true', 'clone', '-q', origin, folder);
      expect(await readFile(join(folder, 'SKILL.md'), 'utf8')).not.toContain('\r');
    },
  },
])('from main, $name: every script ends with 2 and one line', async ({ place, install }) => {
  const user = await github.setUser();
  await install(user);
  const scripts = join(user.home, place, 'ai-video-download/scripts');
  const names = (await readdir(scripts)).filter((name) => name.endsWith('.mjs'));
  expect(names).toContain('doctor.mjs');
  for (const name of names)
    for (const words of [[], ['--help'], ['--json']]) {
      const script = [join(scripts, name), ...words];
      const { status, stdout } = spawnSync(process.execPath, script, { encoding: 'utf8' });
      expect({ name, status }).toEqual({ name, status: 2 });
      expect(stdout).toMatch(/^.*#skill.*\n$/);
    }
});

test('`claude plugin validate` passes', async () => {
  const user = await github.setUser();
  expect(await run(user, 'claude', 'plugin', 'validate', root)).toContain('Validation passed');
});
