/** SKILL.md's front matter and text, as every loader and registry reads them (hosts.md 1.3 to 1.5, 2.3, 4, 5). */
import { FILES, foundWhen, type Finder, type ScanRule, type Skill } from './scan-skill.ts';
import { judgeQuality } from './scan-quality.ts';
import {
  asList,
  asMap,
  declaredVariables,
  namedVariables,
  openclawBlock,
} from './scan-variables.ts';

const registry = 'CH:convex/lib/skills/index.ts (hosts.md 1.4)';
/** `version` and `displayName` stand there because the seed and ClawHub read them there (hosts.md 8.4). */
const TOP_LEVEL = new Set([
  'name',
  'description',
  'license',
  'compatibility',
  'metadata',
  'allowed-tools',
  'version',
  'displayName',
]);
const BLOCK = new Set(
  'requires primaryEnv envVars env always os skillKey emoji homepage cliHelp author links install dependencies config nix'.split(
    ' ',
  ),
);
const ROUTES = new Set(
  'about admin api auth cli docs official plugins publish search settings skills upload users'.split(
    ' ',
  ),
);
const PROTECTED =
  /^openclaw-|-openclaw$|(?:^|-)(?:clawhub|clawd|clawdbot|onlycrabs|soulhub|official|verified|staff|admin|moderator)(?:-|$)/;

const field = ({ frontMatter }: Skill, name: string): string => {
  const value = frontMatter[name];
  return typeof value === 'string' ? value : '';
};
const keysOf = (value: unknown): string[] => Object.keys(asMap(value));
const fault =
  (isFault: (skill: Skill) => boolean): Finder =>
  (_, skill) =>
    foundWhen(isFault(skill));
const variables = (skill: Skill): Record<string, unknown>[] =>
  asList(openclawBlock(skill.frontMatter)['envVars']).map(asMap);
const readVariables = ({ files }: Skill): Set<string> =>
  new Set(
    files.filter(({ path }) => FILES.code.test(path)).flatMap(({ text }) => namedVariables(text)),
  );
/** Hosts that our modules name; a library's comments name many that it never calls. */
const namedHosts = ({ files }: Skill): string[] =>
  files
    .filter(({ path }) => FILES.code.test(path) && !path.startsWith('lib/vendor/'))
    .flatMap(({ text }) =>
      Array.from(
        text.matchAll(/https:\/\/(?!example\.)([\w-]+(?:\.[\w-]+)+)/g),
        ([, host = '']) => host,
      ),
    );

const rule = (
  id: string,
  source: string,
): Pick<ScanRule, 'id' | 'source' | 'files' | 'severity'> => ({
  id: `skill/${id}`,
  source,
  severity: 'high',
  files: FILES.skill,
});

export const FRONT_MATTER_RULES: ScanRule[] = [
  {
    ...rule('unreadable', 'hosts.md 9'),
    find: fault((skill) => !field(skill, 'name') || !field(skill, 'description')),
  },
  {
    ...rule('flow-style', 'AS:skills-ref (hosts.md 5)'),
    find: ({ text }) => {
      const head = /^---\n[\s\S]*?\n---/.exec(text)?.[0] ?? '';
      return head.search(/:[ \t]*[{[]/);
    },
  },
  {
    ...rule('unknown-top-level-key', 'AS:skills-ref/src/skills_ref/validator.py'),
    find: fault(({ frontMatter }) => keysOf(frontMatter).some((key) => !TOP_LEVEL.has(key))),
  },
  {
    ...rule('name-form', 'AS:docs/specification.mdx'),
    find: fault((skill) => {
      const name = field(skill, 'name');
      return name.length > 64 || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
    }),
  },
  {
    ...rule('name-is-not-the-folder', 'CH:docs/skill-format.md (hosts.md 1.3)'),
    find: fault((skill) => field(skill, 'name') !== skill.folder),
  },
  {
    ...rule('name-is-taken-by-the-registry', 'CH:convex/lib/skillSlugValidator.ts'),
    find: fault((skill) => {
      const slug = field(skill, 'name');
      return slug.length < 3 || slug.length > 96 || ROUTES.has(slug) || PROTECTED.test(slug);
    }),
  },
  {
    ...rule('description-length', 'CX:codex-rs/core-skills/src/loader.rs'),
    find: fault((skill) => field(skill, 'description').length > 1024),
  },
  {
    ...rule('description-angle-brackets', 'AN:quick_validate.py (hosts.md 5)'),
    find: fault((skill) => /[<>]/.test(field(skill, 'description'))),
  },
  {
    ...rule('description-purpose-late', 'hosts.md 9: cut to 64 characters'),
    find: fault(
      (skill) =>
        !/edit.*export.*download.*video.*mp4/i.test(field(skill, 'description').slice(0, 64)),
    ),
  },
  {
    ...rule('description-triggers-late', 'OC:docs/tools/skills.md (hosts.md 2.6): cut to 160'),
    find: fault(
      (skill) =>
        !/use (?:this skill )?when .*(?:download|save).*video/i.test(
          field(skill, 'description').slice(0, 160),
        ),
    ),
  },
  {
    ...rule('compatibility-length', 'AS:docs/specification.mdx'),
    find: fault((skill) => field(skill, 'compatibility').length > 500),
  },
  {
    ...rule('version-form', 'CH:packages/clawhub/src/cli/commands/publish.ts'),
    find: fault((skill) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(field(skill, 'version'))),
  },
  {
    ...rule('licence', 'CH:docs/skill-format.md (hosts.md 1.5)'),
    find: fault(
      (skill) =>
        field(skill, 'license') !== 'MIT-0' ||
        !skill.files.some(
          ({ path, text }) => path === 'LICENSE' && text.startsWith('MIT No Attribution'),
        ),
    ),
  },
  {
    ...rule('metadata-block', registry),
    find: fault(({ frontMatter }) => {
      const metadata = frontMatter['metadata'];
      return (
        keysOf(metadata).some((key) => key === 'clawdbot' || key === 'clawdis') ||
        keysOf(asMap(metadata)['openclaw']).length === 0
      );
    }),
  },
  {
    ...rule('unknown-metadata-key', registry),
    find: fault(({ frontMatter }) =>
      keysOf(openclawBlock(frontMatter)).some((key) => !BLOCK.has(key)),
    ),
  },
  {
    ...rule('unknown-requirement', registry),
    find: fault(({ frontMatter }) =>
      keysOf(openclawBlock(frontMatter)['requires']).some(
        (key) => !['env', 'bins', 'anyBins', 'config'].includes(key),
      ),
    ),
  },
  {
    ...rule('requires-env-hides-the-skill', 'OC:src/shared/config-eval.ts (hosts.md 2.3)'),
    find: fault(
      ({ frontMatter }) => asList(asMap(openclawBlock(frontMatter)['requires'])['env']).length > 0,
    ),
  },
  {
    ...rule('requires-config-hides-the-skill', 'OC:src/skills/loading/config.ts (hosts.md 1.4)'),
    find: fault(
      ({ frontMatter }) =>
        asList(asMap(openclawBlock(frontMatter)['requires'])['config']).length > 0,
    ),
  },
  {
    ...rule('node-not-required', 'hosts.md 8.5'),
    find: fault(
      ({ frontMatter }) =>
        !asList(asMap(openclawBlock(frontMatter)['requires'])['bins']).includes('node'),
    ),
  },
  {
    ...rule('token-not-primary', 'OC:src/skills/runtime/env-overrides.ts (hosts.md 2.4)'),
    find: fault(({ frontMatter }) => openclawBlock(frontMatter)['primaryEnv'] !== 'NEMO_TOKEN'),
  },
  {
    ...rule('variable-not-optional', 'hosts.md 1.4: `envVars`'),
    find: fault((skill) => variables(skill).some(({ required }) => required !== false)),
  },
  {
    ...rule('variable-undeclared', 'CH:docs/skill-format.md (hosts.md 1.4)'),
    find: fault((skill) => {
      const declared = declaredVariables(skill.frontMatter);
      return [...readVariables(skill)].some((name) => !declared.has(name));
    }),
  },
  {
    ...rule('variable-declared-for-nothing', 'CH:docs/skill-format.md (hosts.md 1.4)'),
    find: fault((skill) => {
      const read = readVariables(skill);
      return [...declaredVariables(skill.frontMatter)].some((name) => !read.has(name));
    }),
  },
  {
    ...rule('state-folder-undeclared', 'hosts.md 1.4: `config.stateDirs`'),
    find: fault(
      ({ frontMatter }) =>
        !asList(asMap(openclawBlock(frontMatter)['config'])['stateDirs']).includes(
          '.config/nemovideo',
        ),
    ),
  },
  {
    ...rule('host-undisclosed', 'SS: SDI (hosts.md 3.3); hosts.md 8.13'),
    find: (file, skill) => foundWhen(namedHosts(skill).some((host) => !file.text.includes(host))),
  },
  {
    ...rule('effects-undisclosed', 'SS: SDI (hosts.md 3.3); hosts.md 8.13'),
    find: fault(
      ({ body }) =>
        ![/\bcredits\b/, /\bstarter\b/, /\bNEMO_TOKEN\b/, /\.config\/nemovideo/].every((named) =>
          named.test(body),
        ),
    ),
  },
  {
    ...rule('too-long', 'hosts.md 9: over 8 KiB OpenClaw drops it in small contexts'),
    find: ({ text }) => foundWhen(Buffer.byteLength(text) > 8192 || text.split('\n').length >= 500),
  },
  {
    ...rule('quality-gate', 'CH:convex/lib/skillQuality.ts (hosts.md 1.5)'),
    find: fault(({ body, frontMatter }) => {
      const { score, rejected } = judgeQuality(body, String(frontMatter['description'] ?? ''));
      return rejected || score < 72;
    }),
  },
  {
    ...rule('host-substitution', 'CC skills page (hosts.md 4)'),
    files: FILES.markdown,
    find: /\$\{CLAUDE_\w+\}|\$ARGUMENTS|\$\d\b|\{baseDir\}|!`[^`]+`|^```!/m,
  },
  {
    ...rule('compound-command', 'OC:src/agents/bash-tools.exec-script-preflight.ts (hosts.md 4)'),
    files: FILES.markdown,
    find: /(?:&&|;|\|)\s*node\s+\S+\.mjs|\bnode\s+\S+\.mjs\b[^\n`]*(?:&&|\||;|\$\()|\b[A-Z_]+=\S+\s+node\s+\S*scripts/,
  },
];
