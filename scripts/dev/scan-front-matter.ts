/** SKILL.md's front matter, as every loader and registry can read it (hosts.md 1.3, 1.4, 2.3, 5). */
import { z } from 'zod';
import type { ScannedFile, Skill } from './scan-skill.ts';

const variable = z.strictObject({
  name: z.string(),
  // A variable that must be set hides the skill from everyone who has not set it.
  required: z.literal(false),
  description: z.string().optional(),
});

/**
 * Strict: validators refuse top-level keys they do not know, and ClawHub ignores what it does not know below `openclaw`.
 * `version` and `displayName` stand at the top because ClawHub reads them there.
 */
const FRONT_MATTER = z.strictObject({
  // Also the folder's name and the slug: 3 to 64 of a-z, 0-9 and single hyphens, none of the registry's own words.
  name: z.literal('ai-video-download'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  displayName: z.string(),
  // Codex refuses more than 1,024 characters; crowded catalogues cut to 64, OpenClaw to 160.
  description: z
    .string()
    .max(1024)
    .regex(/^[^<>]*$/)
    .refine(
      (text) => /edit.*export.*download.*video.*mp4/i.test(text.slice(0, 64)),
      'the purpose belongs into the first 64 characters',
    )
    .refine(
      (text) => /title.*music.*subtitle.*credits.*剪辑.*导出.*下载/i.test(text.slice(0, 160)),
      'what people ask for, in both languages, belongs into the first 160 characters',
    )
    .regex(/\. Use when /, 'it says when to use the skill'),
  license: z.literal('MIT-0'),
  compatibility: z.string().max(500),
  metadata: z.strictObject({
    openclaw: z.strictObject({
      emoji: z.string(),
      homepage: z.url(),
      // Without it a configured token never arrives (OpenClaw's env-overrides).
      primaryEnv: z.literal('NEMO_TOKEN'),
      // `env` and `config` would hide the skill until they are there.
      requires: z.strictObject({ bins: z.tuple([z.literal('node')]) }),
      envVars: z.array(variable),
      config: z.strictObject({ stateDirs: z.tuple([z.literal('.config/nemovideo')]) }),
    }),
  }),
});

export function checkFrontMatter({ frontMatter, files, folder }: Skill): string[] {
  const { success, error, data } = FRONT_MATTER.safeParse(frontMatter);
  if (!success)
    return error.issues.map(
      ({ path, message }) => `${path.join('.') || 'front matter'}: ${message}`,
    );
  const text = files.find(({ path }) => path === 'SKILL.md')?.text ?? '';
  const head = text.slice(0, text.indexOf('\n---\n'));
  return [
    // Hosts compare the two.
    ...(data.name === folder ? [] : [`the folder is ${folder}`]),
    // skills-ref reads strict YAML, which has no flow style.
    ...(/:[ \t]*[{[]/.test(head) ? ['block style only, no { } or [ ]'] : []),
  ];
}

/** Every variable that the code reads is declared, and the reverse: ClawHub flags a mismatch. */
export function checkVariables({ frontMatter, files }: Skill): string[] {
  const { data } = FRONT_MATTER.safeParse(frontMatter);
  const declared = new Set(data?.metadata.openclaw.envVars.map(({ name }) => name));
  const read = new Set(files.filter(isCode).flatMap(listVariables));
  return [
    ...[...read].filter((name) => !declared.has(name)).map((name) => `${name} is not declared`),
    ...[...declared].filter((name) => !read.has(name)).map((name) => `${name} is not read`),
  ];
}

const isCode = ({ path }: ScannedFile): boolean => path.endsWith('.mjs');
const listVariables = ({ text }: ScannedFile): string[] =>
  Array.from(text.matchAll(/process\.env\.(\w+)/g), ([, name = '']) => name);
