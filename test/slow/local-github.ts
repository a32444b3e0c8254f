/** A local bare repository and a file server in the place of GitHub, and users for whom GitHub's address leads there. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeArchives } from '../../scripts/dev/package-archive.ts';
import { commitPackage } from '../../scripts/dev/package-branch.ts';
import { makeFolder, packageFolder } from '../package/support.ts';
import { serveHttp } from '../support/serve.ts';
import { copyTree } from './copy-tree.ts';

export const REPOSITORY = 'nemovideo/ai-video-download';
export const NEWER = '99.0.0';
const ARCHIVE = 'ai-video-download.skill';

export const gitIn =
  (cwd: string) =>
  (...words: string[]): string =>
    execFileSync('git', words, { cwd, encoding: 'utf8' }).trim();

export interface GitHub {
  setUser(): Promise<User>;
  remove(): Promise<void>;
}

export interface User {
  home: string;
  cwd: string;
  /** The repository, bare. */
  origin: string;
  /** The newest archive, as a file and by its address. */
  archive: string;
  url: string;
  /** The branch and the archive become the next version's. */
  release(): Promise<void>;
}

/** What is committed and built here, and the next version of it. */
export async function openGitHub(): Promise<GitHub> {
  const source = await mkdtemp(join(tmpdir(), 'source-'));
  const clone = join(source, 'clone');
  await copyTree(clone);
  const git = gitIn(clone);
  git('init', '--quiet', '--initial-branch', 'main');
  introduce(clone);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'The sources');
  await commitPackage(clone, packageFolder);
  await writeArchives(packageFolder, source);

  const newer = join(source, 'newer', 'ai-video-download');
  await cp(packageFolder, newer, { recursive: true });
  const text = await readFile(join(newer, 'SKILL.md'), 'utf8');
  await writeFile(join(newer, 'SKILL.md'), text.replace(/^version: .*$/m, `version: "${NEWER}"`));
  await writeArchives(newer, join(source, 'newer'));
  return {
    setUser: () => setUser(source, newer),
    remove: () => rm(source, { recursive: true, force: true }),
  };
}

function introduce(clone: string): void {
  gitIn(clone)('config', 'user.name', 'x');
  gitIn(clone)('config', 'user.email', 'x@example.com');
}

async function setUser(source: string, newer: string): Promise<User> {
  const home = await makeFolder();
  const [cwd, origin] = [join(home, 'my project'), join(home, 'x.git')];
  const archive = join(home, 'files', ARCHIVE);
  await mkdir(cwd);
  const git = gitIn(home);
  git('clone', '--quiet', '--bare', join(source, 'clone'), origin);
  await cp(join(source, ARCHIVE), archive);
  const github = `https://github.com/${REPOSITORY}`;
  await writeFile(
    join(home, '.gitconfig'),
    `[url "file://${origin}"]\n  insteadOf = ${github}.git\n  insteadOf = ${github}\n`,
  );
  return {
    home,
    cwd,
    origin,
    archive,
    url: `${await serve(archive)}/${ARCHIVE}`,
    async release() {
      const clone = join(home, 'clone');
      git('clone', '--quiet', '--branch', 'main', origin, clone);
      introduce(clone);
      await commitPackage(clone, newer);
      gitIn(clone)('push', '--quiet', 'origin', 'skill');
      await cp(join(newer, '..', ARCHIVE), archive);
    },
  };
}

/** Serves one file; clients ask for others beside it too. */
const serve = (file: string): Promise<string> =>
  serveHttp(async (request, response) => {
    if (request.url === `/${ARCHIVE}`) response.end(await readFile(file));
    else response.writeHead(404).end();
  });
