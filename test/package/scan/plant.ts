/** A violation planted into the built package, and the near miss that has to be let through. */
import type { ScannedFile, Skill } from '../../../scripts/dev/scan-skill.ts';

export interface Plant {
  /** What the rule has to find: files put into the package, the first of which is at fault. */
  fault: (skill: Skill) => ScannedFile[];
  /** What looks like it and is allowed. */
  spared?: (skill: Skill) => ScannedFile[];
}

export type Plants = Record<string, Plant>;

/** A file of its own in the package, at `path`. */
export const file =
  (path: string) =>
  (fault: string, spared?: string): Plant => ({
    fault: () => [{ path, text: `${fault}\n` }],
    ...(spared !== undefined && { spared: () => [{ path, text: `${spared}\n` }] }),
  });

export const code = file('lib/planted.mjs');
export const prose = file('references/planted.md');

type Change = [from: string | RegExp, to: string];

/** SKILL.md as it is but for one change. */
export const skillFile = (fault: Change, spared?: Change): Plant => ({
  fault: (skill) => [change(skill, fault)],
  ...(spared && { spared: (skill: Skill) => [change(skill, spared)] }),
});

function change(skill: Skill, [from, to]: Change): ScannedFile {
  const before = skill.files.find(({ path }) => path === 'SKILL.md')?.text ?? '';
  const text = before.replace(from, to);
  if (text === before) throw new Error(`nothing to change in SKILL.md: ${String(from)}`);
  return { path: 'SKILL.md', text };
}

/** Files whose names alone are at fault or not. */
export const named = (fault: string, spared?: string): Plant => ({
  fault: () => [{ path: fault, text: 'x\n' }],
  ...(spared !== undefined && { spared: () => [{ path: spared, text: 'x\n' }] }),
});
