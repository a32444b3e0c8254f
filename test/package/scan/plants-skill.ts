/** One violation for each rule about the folder, the front matter and the text of SKILL.md. */
import { code, file, named, prose, skillFile, type Plants } from './plant.ts';

const many = (count: number): string => 'word '.repeat(count);
const LICENCE = 'license: MIT-0';

export const FOLDER_PLANTS: Plants = {
  'folder/hidden-file-is-dropped': named('lib/.settings.mjs', 'lib/settings.mjs'),
  'folder/dropped-by-an-installer': named('lib/_shared.mjs', 'lib/a_b.mjs'),
  'folder/not-a-publishable-path': named('lib\\planted.mjs', 'lib/planted.mjs'),
  'folder/looks-like-a-plugin': file('package.json')(
    '{ "openclaw": {} }',
    '{ "name": "openclaw" }',
  ),
  'folder/development-file': named('lib/planted.mjs.map', 'lib/map.mjs'),
  'folder/child-process': code(`await import('node:child_process');`, `import 'node:process';`),
  'folder/detached-worker': code('start({ detached: true });', 'start({ detached: false });'),
  'folder/environment-passed-around': code(
    'const { env } = process;\nread(process.env);',
    'read(process.env.NEMO_TOKEN);',
  ),
  'folder/token-option': prose('Pass it as `--token X`.', 'Set NEMO_TOKEN.'),
  'folder/data-address': prose('![x](data:image/png;base64,AAAA)', 'The data: a list.'),
  'folder/inline-source-map': code('//# sourceMappingURL=data:x', '// a map of sources'),
  'folder/absolute-path-of-the-builder': code(
    `from '/work/main/src/x.ts'`,
    `const path = '/home/.well-known';`,
  ),
  'folder/over-256-files': {
    fault: (skill) => [
      ...skill.files.filter(({ path }) => path === 'SKILL.md'),
      ...Array.from({ length: 256 }, (_, index) => ({ path: `references/${index}.md`, text: '' })),
    ],
  },
  'folder/binary-file': file('assets/planted.bin')('\u0000', '0'),
  'folder/file-too-long-to-be-analysed': file('assets/planted.txt')(many(52_000), many(51_000)),
  'folder/openai-card-over-64-kb': file('agents/openai.yaml')(many(14_000), many(10_000)),
};

const PLANTS: Plants = {
  unreadable: skillFile([/^description: .*$/m, 'description: >\nDownload videos.']),
  'flow-style': skillFile([/requires:\n.*\n.*$/m, 'requires: { bins: [node] }']),
  'unknown-top-level-key': skillFile([LICENCE, `${LICENCE}\nprice: 5`]),
  'name-form': skillFile([/^name: .*$/m, 'name: AI--Video']),
  'name-is-not-the-folder': skillFile([/^name: .*$/m, 'name: video-download']),
  'name-is-taken-by-the-registry': skillFile([/^name: .*$/m, 'name: openclaw-video']),
  'description-length': skillFile([/^description: "/m, `description: "${many(210)}`]),
  'description-angle-brackets': skillFile([/^description: "/m, 'description: "<video> ']),
  'description-purpose-late': skillFile([
    /^description: "/m,
    'description: "A skill for everyone who works with moving pictures. ',
  ]),
  'description-triggers-late': skillFile([/ Use when/, `. ${many(20)}Use when`]),
  'compatibility-length': skillFile([/^compatibility: "/m, `compatibility: "${many(110)}`]),
  'version-form': skillFile(
    [/^version: .*$/m, 'version: "1.0"'],
    [/^version: .*$/m, 'version: "2.0.0"'],
  ),
  licence: skillFile([LICENCE, 'license: MIT']),
  'metadata-block': skillFile(['  openclaw:', '  clawdbot:\n    emoji: x\n  openclaw:']),
  'unknown-metadata-key': skillFile(
    ['    requires:', '    configPaths:\n      - x\n    requires:'],
    ['    requires:', '    skillKey: x\n    requires:'],
  ),
  'unknown-requirement': skillFile(['      bins:', '      configPaths:\n        - x\n      bins:']),
  'requires-env-hides-the-skill': skillFile([
    '      bins:',
    '      env:\n        - NEMO_TOKEN\n      bins:',
  ]),
  'requires-config-hides-the-skill': skillFile([
    '      bins:',
    '      config:\n        - config.json\n      bins:',
  ]),
  'node-not-required': skillFile([/bins:\n\s+- node/, 'bins:\n        - deno']),
  'token-not-primary': skillFile(['primaryEnv: NEMO_TOKEN', 'primaryEnv: OTHER']),
  'variable-not-optional': skillFile(['required: false', 'required: true']),
  'variable-undeclared': {
    fault: (skill) => [
      ...skill.files.filter(({ path }) => path === 'SKILL.md'),
      { path: 'lib/planted.mjs', text: 'process.env.OTHER' },
    ],
    spared: (skill) => [
      ...skill.files.filter(({ path }) => path === 'SKILL.md'),
      { path: 'lib/planted.mjs', text: 'process.env.NEMO_TOKEN' },
    ],
  },
  'variable-declared-for-nothing': skillFile([
    '    envVars:',
    '    envVars:\n      - name: OTHER\n        required: false',
  ]),
  'state-folder-undeclared': skillFile(['- .config/nemovideo', '- .config/other']),
  'host-undisclosed': {
    fault: (skill) => [
      ...skill.files.filter(({ path }) => path === 'SKILL.md'),
      { path: 'lib/planted.mjs', text: `const other = 'https://other.nemovideo.ai';` },
    ],
    spared: (skill) => [
      ...skill.files.filter(({ path }) => path === 'SKILL.md'),
      { path: 'lib/planted.mjs', text: `const site = 'https://nemovideo.com';` },
    ],
  },
  'effects-undisclosed': skillFile([/starter/g, 'guest'], [/starter account/g, 'starter login']),
  'too-long': skillFile([/$/, many(1700)]),
  'quality-gate': skillFile([/\n---\n[\s\S]*$/, '\n---\n\n# Video\n\nDownloads videos.\n']),
  'host-substitution': prose('node ${CLAUDE_SKILL_DIR}/scripts/run.mjs', 'It costs $ 5.'),
  'compound-command': prose(
    'cd x && node scripts/run.mjs',
    'Run `node scripts/run.mjs`; it prints JSON.',
  ),
};

export const FRONT_MATTER_PLANTS: Plants = Object.fromEntries(
  Object.entries(PLANTS).map(([name, plant]) => [`skill/${name}`, plant]),
);
