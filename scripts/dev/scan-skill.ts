/** A skill folder as scanners see it: every file as text, judged one by one by rules that are data. */
import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import matter from 'gray-matter';

export interface ScannedFile {
  /** From the skill's folder, with forward slashes. */
  path: string;
  text: string;
}

export interface Skill {
  /** The folder's own name, which hosts compare with `name`. */
  folder: string;
  files: ScannedFile[];
  /** SKILL.md's front matter; empty when it cannot be read, as registries take it. */
  frontMatter: Record<string, unknown>;
  /** SKILL.md without its front matter. */
  body: string;
}

export interface ScanRule {
  /** `scanner/rule`, as the scanner itself names it. */
  id: string;
  /** Where the rule stands: a repository's tag and path as in hosts.md, or a section of hosts.md. */
  source: string;
  severity: 'critical' | 'high' | 'medium' | 'low';
  /** The files it looks at. */
  files: RegExp;
  /** A pattern, or where in the file the finding is; -1 for nowhere, as `String.search` has it. */
  find: RegExp | Finder;
}

export type Finder = (file: ScannedFile, skill: Skill) => number;

export interface Finding {
  rule: ScanRule;
  path: string;
  line: number;
  evidence: string;
}

export const FILES = {
  any: /^/,
  code: /\.(?:js|ts|mjs|cjs|mts|cts|jsx|tsx|py|sh|bash|zsh|rb|go)$/i,
  markdown: /\.(?:md|markdown|mdx)$/i,
  manifest: /\.(?:json|yaml|yml|toml)$/i,
  skill: /^SKILL\.md$/,
};

/** Reads every file of a folder, hidden ones too: what lies there is what is published. */
export async function readSkill(folder: string): Promise<Skill> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const files = await Promise.all(
    paths.map(async (path) => ({
      path: relative(folder, path).split(sep).join('/'),
      text: await readFile(path, 'utf8'),
    })),
  );
  return asSkill(folder, files);
}

export function asSkill(folder: string, files: ScannedFile[]): Skill {
  const text = files.find(({ path }) => path === 'SKILL.md')?.text ?? '';
  const name = folder.split(/[\\/]/).findLast(Boolean) ?? '';
  try {
    const { data, content } = matter(text, {});
    return { folder: name, files, frontMatter: data, body: content };
  } catch {
    return { folder: name, files, frontMatter: {}, body: text };
  }
}

/** Everything the rules find, in the order of the rules. */
export function scan(skill: Skill, rules: ScanRule[]): Finding[] {
  return rules.flatMap((rule) =>
    skill.files
      .filter(({ path }) => rule.files.test(path))
      .flatMap((file) => {
        const index = findIn(file, { rule, skill });
        return index === -1 ? [] : [describe(file, { rule, index })];
      }),
  );
}

const findIn = (file: ScannedFile, { rule, skill }: { rule: ScanRule; skill: Skill }): number =>
  rule.find instanceof RegExp ? file.text.search(rule.find) : rule.find(file, skill);

function describe(file: ScannedFile, { rule, index }: { rule: ScanRule; index: number }): Finding {
  const before = file.text.slice(0, index).split('\n');
  const evidence = file.text.slice(index, index + 80).split('\n')[0] ?? '';
  return { rule, path: file.path, line: before.length, evidence };
}

/** Where the whole file is at fault, not a place in it. */
export const foundWhen = (fault: boolean): number => (fault ? 0 : -1);

/** Where `pattern` is, when the file has each of `others` too. */
export const together =
  (pattern: RegExp, ...others: RegExp[]): Finder =>
  ({ text }) =>
    others.every((other) => other.test(text)) ? text.search(pattern) : -1;

/** The first match for which `spared` does not speak. */
export function searchUnless(
  text: string,
  pattern: RegExp,
  spared: (match: RegExpExecArray) => boolean,
): number {
  for (const match of text.matchAll(pattern)) if (!spared(match)) return match.index;
  return -1;
}

/** The lines around a place: a scanner's idea of what belongs to it. */
export function linesAround(
  text: string,
  index: number,
  { before = 0, after = 0 }: { before?: number; after?: number },
): string {
  const lines = text.split('\n');
  const line = text.slice(0, index).split('\n').length - 1;
  return lines.slice(Math.max(0, line - before), line + after + 1).join('\n');
}
