/** What the texts name and what the package does are the same: commands, options, exit codes, variables, fields. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import matter from 'gray-matter';
import { beforeAll, expect, test } from 'vitest';
import { COMMON_OPTIONS, OPTIONS, type OptionName } from '../../src/cli/options.ts';
import { EXIT_CODES } from '../../src/system/errors.ts';
import { describeUsage } from '../../src/studio/command-line.ts';
import { runScript } from '../../scripts/dev/run-script.ts';
import { draftOf } from '../support/hostile-backend.ts';
import { CLIP, TITLE, packageFolder, setHostileStage } from './support.ts';

const root = join(packageFolder, '../..');
const read = (path: string): Promise<string> => readFile(join(packageFolder, path), 'utf8');
const shipped = [
  'SKILL.md',
  ...(await readdir(join(packageFolder, 'references'))).map((name) => `references/${name}`),
];
const texts = new Map(
  await Promise.all([
    ...shipped.map(async (path): Promise<[string, string]> => [path, await read(path)]),
    ...['README.md', 'README.zh-CN.md'].map(async (path): Promise<[string, string]> => [
      path,
      await readFile(join(root, path), 'utf8'),
    ]),
  ]),
);
const commands = texts.get('references/commands.md') ?? '';
const scripts = (await readdir(join(packageFolder, 'scripts')))
  .map((name) => name.replace('.mjs', ''))
  .toSorted();

/** The cells of the first table under a heading, without its head. */
function readTable(text: string, heading: string): string[][] {
  const part = text.split(new RegExp(`^## ${heading}$`, 'm'))[1] ?? '';
  const lines = /(?:^\|.*\n)+/m.exec(part)?.[0].trimEnd().split('\n') ?? [];
  return lines.slice(2).map((line) =>
    line
      .replaceAll('\\|', '\u0000')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('\u0000', '|').trim()),
  );
}

const inTicks = (cell: string): string[] =>
  Array.from(cell.matchAll(/`([^`]+)`/g), ([, word = '']) => word);
const flagsIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(/(?<![\w-])--([a-z][a-z-]+)/g), ([, flag = '']) => flag)),
];
const firstWord = (words: string): string => words.split(' ')[0] ?? '';

/** Options that the studio takes; the READMEs show how to use it. */
const FOREIGN = flagsIn(describeUsage());

test.each([...texts.keys()])('%s names scripts, references and options that there are', (path) => {
  const text = texts.get(path) ?? '';
  const named = Array.from(text.matchAll(/scripts\/([\w-]+)\.mjs/g), ([, name = '']) => name);
  expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  const references = text.match(/references\/[\w-]+\.md/g) ?? [];
  expect(references.filter((name) => !texts.has(name))).toEqual([]);
  const known = new Set([...Object.keys(OPTIONS), ...(path.startsWith('README') ? FOREIGN : [])]);
  expect(flagsIn(text).filter((flag) => !known.has(flag))).toEqual([]);
});

test('commands.md and both tables of scripts name every script', () => {
  const listed = (path: string): string[] =>
    Array.from(
      (texts.get(path) ?? '').matchAll(/^\| `([a-z]+)(?: [^`]*)?` \|/gm),
      ([, name = '']) => name,
    );
  expect(
    readTable(commands, 'Scripts')
      .map(([cell = '']) => firstWord(inTicks(cell)[0] ?? ''))
      .toSorted(),
  ).toEqual(scripts);
  expect(
    [...new Set(listed('README.md'))].filter((name) => scripts.includes(name)).toSorted(),
  ).toEqual(scripts);
  const skill = texts.get('SKILL.md') ?? '';
  expect(scripts.filter((name) => !skill.includes(`scripts/${name}.mjs`))).toEqual([]);
});

/** What each script says of itself, in a home that it leaves as it is. */
const helps = new Map<string, string>();
beforeAll(async () => {
  const home = await mkdtemp(join(tmpdir(), 'skill-'));
  const place = { skillFolder: packageFolder, home };
  const version = /^version: "(.*)"$/m.exec(texts.get('SKILL.md') ?? '')?.[1];
  expect(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version).toBe(version);
  expect(await runScript(place, ['run', '--version'])).toEqual({
    exitCode: 0,
    stdout: `ai-video-download ${version}\n`,
    stderr: '',
  });
  for (const script of scripts) {
    const help = await runScript(place, [script, '--help']);
    expect(help, script).toMatchObject({ exitCode: 0, stderr: '' });
    helps.set(script, help.stdout);
  }
  expect(await readdir(home)).toEqual([]);
  await rm(home, { recursive: true });
});

test.each(scripts)('%s --help and commands.md name the same options', (script) => {
  const help = helps.get(script) ?? '';
  const [own = '', common = ''] = help.split('Common options:');
  const row = readTable(commands, 'Scripts').find(
    ([cell = '']) => firstWord(inTicks(cell)[0] ?? '') === script,
  );
  const documented = inTicks(row?.[2] ?? '').flatMap(flagsIn);
  const [before = '', examples = ''] = help.split('Examples:');

  expect(help).toContain(`Usage: node scripts/${script}.mjs`);
  expect(examples).toContain('\n  node scripts/');
  expect(documented.toSorted()).toEqual(flagsIn(own.split('Options:')[1] ?? '').toSorted());
  expect(flagsIn(common.split('Examples:')[0] ?? '').toSorted()).toEqual(COMMON_OPTIONS.toSorted());
  expect(flagsIn(examples).filter((flag) => !before.includes(`--${flag}`))).toEqual([]);
});

test('commands.md explains every option', () => {
  const explained = new Set([
    ...readTable(commands, 'Options').flatMap(([cell = '']) => flagsIn(cell)),
    ...readTable(commands, 'Scripts').flatMap(([, , cell = '']) => flagsIn(cell)),
  ]);
  expect((Object.keys(OPTIONS) as OptionName[]).filter((name) => !explained.has(name))).toEqual([]);
});

const rowsOf = (rows: string[][]): string[] =>
  rows
    .filter(([, kind = '']) => kind !== '')
    .map(([code = '', kind = '']) => `${inTicks(kind)[0]} ${code.match(/\d+/g)?.join(' ')}`)
    .toSorted();

test('exit codes are the same in the code, in commands.md, in --help and in both READMEs', () => {
  const expected = Object.entries(EXIT_CODES)
    .map(([kind, code]) => (kind === 'interrupted' ? `${kind} 130 143` : `${kind} ${code}`))
    .toSorted();
  expect(rowsOf(readTable(commands, 'Exit codes'))).toEqual(expected);
  expect(rowsOf(readTable(texts.get('README.md') ?? '', 'When something goes wrong'))).toEqual(
    expected,
  );
  expect(rowsOf(readTable(texts.get('README.zh-CN.md') ?? '', '出了问题'))).toEqual(expected);
  const kinds = readTable(texts.get('SKILL.md') ?? '', 'Errors').map(
    ([cell = '']) => inTicks(cell)[0],
  );
  expect([...kinds, 'usage', 'internal'].toSorted()).toEqual(Object.keys(EXIT_CODES).toSorted());
  const helped = helps.get('run')?.split('Exit codes:')[1]?.match(/\d+/g)?.map(Number);
  expect(helped?.toSorted((a, b) => a - b)).toEqual(
    [0, ...Object.values(EXIT_CODES), 143].toSorted((a, b) => a - b),
  );
});

test('every variable that is declared is explained, and no other is named', () => {
  const { data } = matter(texts.get('SKILL.md') ?? '');
  const declared = (data['metadata'].openclaw.envVars as { name: string }[]).map(({ name }) =>
    name.toUpperCase(),
  );
  const body = [...texts.values()].join('\n').replace(/^---[\s\S]*?---/, '');
  const named = new Set(body.match(/\b(?:NEMO_[A-Z_]+|SKILL_[A-Z]+|[A-Z]+_PROXY|CLAUDECODE)\b/g));
  expect([...named].filter((name) => !declared.includes(name))).toEqual([]);
  expect(declared.filter((name) => !named.has(name))).toEqual([]);
});

/** In every document (interface.md, "Output"). */
const EVERYWHERE = new Set('ok status message notices job next error exitCode'.split(' '));

/** Each makes a job, and names it in every document (interface.md, "Jobs"). */
const WITH_JOBS = new Set(['upload', 'chat', 'export', 'run', 'batch']);

test('documents hold the fields that commands.md names, and no others', async () => {
  const stage = await setHostileStage({ draft: draftOf('The beginning') });
  const manifest = join(stage.home, 'clips.json');
  await writeFile(manifest, JSON.stringify([{ file: CLIP }, { file: 'no.mp4' }]));
  const timeline = ['--timeline', join(stage.home, 'timeline.svg')];
  const out = ['--out', `${stage.home}/`];
  const documents: Record<string, object[]> = {
    connect: [await stage.json('connect'), await stage.json('connect', '--list')],
    route: [await stage.json('route', 'trim it and export it')],
    upload: [await stage.json('upload', CLIP)],
    chat: [await stage.json('chat', TITLE, ...timeline)],
    state: [await stage.json('state', ...timeline)],
    credits: [await stage.json('credits')],
    export: [await stage.json('export', ...out)],
    run: [
      await stage.json('run', 'trim it and export it', '--dry-run'),
      await stage.json('run', 'show the timeline and export it', ...timeline, ...out),
    ],
    batch: [await stage.json('batch', manifest)],
    doctor: [await stage.json('doctor')],
  };
  expect(Object.keys(documents).toSorted()).toEqual(scripts);
  for (const [script, each] of Object.entries(documents)) {
    for (const document of each) {
      expect(document, script).toMatchObject({ message: expect.any(String) });
      const isJob = WITH_JOBS.has(script) && !('plan' in document);
      expect('job' in document, script).toBe(isJob);
    }
  }
  for (const [cell = '', fields = ''] of readTable(commands, 'Output')) {
    const script = inTicks(cell)[0] ?? '';
    const documented = new Set(inTicks(fields).filter((word) => !word.startsWith('--')));
    const keys = new Set(
      (documents[script] ?? [])
        .flatMap((document) => Object.keys(document))
        .filter((key) => !EVERYWHERE.has(key)),
    );
    expect(
      [...keys].filter((key) => !documented.has(key)),
      script,
    ).toEqual([]);
    // Deeper fields are named in the same cell: every word there is a field somewhere in the document.
    const all = JSON.stringify(documents[script]);
    const rare = new Set([
      'truncated',
      'text_file',
      'files',
      'asks',
      ...(fields.match(/\(`[^)]*\)/g) ?? []).flatMap(inTicks),
    ]);
    expect(
      [...documented].filter((key) => !all.includes(`"${key}"`) && !rare.has(key)),
      script,
    ).toEqual([]);
  }
});
