/** What the package as a whole has to be: its files, their sizes, and what SKILL.md discloses of them. */
import { checkFrontMatter, checkVariables } from './scan-front-matter.ts';
import { PATTERNS, type Pattern } from './scan-patterns.ts';
import type { ScannedFile, Skill } from './scan-skill.ts';

interface Check {
  name: string;
  /** What is wrong, one line each. */
  check: (skill: Skill) => string[];
}

/**
 * All there is in a package. Registries and installers drop hidden files, `_*`, `metadata.json` and more (hosts.md 1.1, 6),
 * and take a folder with a plugin's manifest for a plugin; sources, tests and maps are not for users.
 */
const EXPECTED =
  /^(?:SKILL\.md|LICENSE|THIRD_PARTY_NOTICES\.md|agents\/openai\.yaml|references\/[a-z-]+\.md|scripts\/[a-z-]+\.mjs|lib\/(?:vendor\/)?[a-z0-9-]+\.mjs)$/;
const REQUIRED = ['SKILL.md', 'LICENSE', 'THIRD_PARTY_NOTICES.md'];
const MOST_FILES = 64;
const MOST_BYTES = 1_000_000;
/** ClawHub analyses 256 KB of a file, OpenClaw reads so much of SKILL.md. */
const MOST_BYTES_OF_A_FILE = 256_000;
/** With a small context OpenClaw hands over 8 KiB of SKILL.md or nothing (hosts.md 9). */
const MOST_BYTES_OF_SKILL = 8_192;
const DISCLOSED = [/\bcredits\b/, /\bstarter\b/, /\bNEMO_TOKEN\b/, /\.config\/nemovideo/];

const CHECKS: Check[] = [
  { name: 'files', check: checkFiles },
  { name: 'sizes', check: checkSizes },
  { name: 'front-matter', check: checkFrontMatter },
  { name: 'variables', check: checkVariables },
  { name: 'disclosure', check: checkDisclosure },
  { name: 'licence', check: checkLicence },
];

/** Everything that is wrong, as `rule path:line text`. */
export const scan = (skill: Skill): string[] => [
  ...CHECKS.flatMap(({ name, check }) => check(skill).map((problem) => `${name} ${problem}`)),
  ...PATTERNS.flatMap((pattern) => skill.files.flatMap((file) => match(file, pattern))),
];

export const RULE_NAMES = [...CHECKS, ...PATTERNS].map(({ name }) => name);

function match(
  { path, text }: ScannedFile,
  { name, files, pattern, beside, why }: Pattern,
): string[] {
  if (!files.test(path) || (beside && !beside.test(text))) return [];
  const index = text.search(pattern);
  if (index === -1) return [];
  const line = text.slice(0, index).split('\n').length;
  const evidence = text.slice(index, index + 80).split('\n')[0];
  return [`${name} ${path}:${line} ${evidence} (${why})`];
}

function checkFiles({ files }: Skill): string[] {
  const paths = files.map(({ path }) => path);
  return [
    ...paths.filter((path) => !EXPECTED.test(path)).map((path) => `${path} does not belong here`),
    ...REQUIRED.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...(paths.length > MOST_FILES ? [`${paths.length} files, at most ${MOST_FILES}`] : []),
  ];
}

const limitOf = (path: string): number =>
  path === 'SKILL.md' ? MOST_BYTES_OF_SKILL : MOST_BYTES_OF_A_FILE;

function checkSizes({ files }: Skill): string[] {
  const sizes = files.map(({ path, text }) => ({ path, bytes: Buffer.byteLength(text) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    ...sizes
      .filter(({ path, bytes }) => bytes > limitOf(path))
      .map(({ path, bytes }) => `${path}: ${bytes} bytes, at most ${limitOf(path)}`),
    ...(total > MOST_BYTES ? [`${total} bytes in all, at most ${MOST_BYTES}`] : []),
  ];
}

/** SKILL.md names every host that our code names, and says what is stored and what costs (hosts.md 8.13). */
function checkDisclosure({ files, body }: Skill): string[] {
  const text = files.find(({ path }) => path === 'SKILL.md')?.text ?? '';
  // A library's comments name hosts that it never calls.
  const ours = files.filter(({ path }) => path.endsWith('.mjs') && !path.startsWith('lib/vendor/'));
  const hosts = ours.flatMap((file) =>
    Array.from(
      file.text.matchAll(/https:\/\/(?!example\.)([\w-]+(?:\.[\w-]+)+)/g),
      ([, host = '']) => host,
    ),
  );
  return [
    ...hosts
      .filter((host) => !text.includes(host))
      .map((host) => `SKILL.md does not say that ${host} is used`),
    ...DISCLOSED.filter((named) => !named.test(body)).map(
      ({ source }) => `SKILL.md does not mention ${source}`,
    ),
  ];
}

/** ClawHub publishes under MIT-0 and nothing else. */
function checkLicence({ files }: Skill): string[] {
  const licence = files.find(({ path }) => path === 'LICENSE')?.text ?? '';
  return licence.startsWith('MIT No Attribution') ? [] : ['LICENSE is not MIT-0'];
}
