/** A skill folder as hosts, registries and their scanners see it: every file as text. */
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

/** Reads every file of a folder, hidden ones and links too: what lies there is what is published. */
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
