/**
 * The real tools of registries and hosts, on the built package, where they are on the PATH (or in `node_modules/.bin`, which
 * `npm run` puts there). None is a dependency: one that is not there is named, and the release goes on without its word.
 */
import { spawnSync } from 'node:child_process';

export interface Judge {
  name: string;
  command: string[];
  /** Where to get it. */
  source: string;
  /** An objection that is known and wanted. */
  known?: string;
}

export const judgesOf = (folder: string, publish: string): Judge[] => [
  {
    name: 'clawhub, dry run',
    command: [...publish.split(/[\s\\]+/), '--dry-run'],
    source: 'npm install --global clawhub',
  },
  {
    name: 'skills-ref',
    command: ['skills-ref', 'validate', folder],
    source: 'npm install --global skills-ref',
    // ClawHub reads both there (hosts.md 8.4).
    known: 'Unexpected fields in frontmatter: displayName, version.',
  },
  {
    name: 'SkillSpector',
    command: ['skillspector', 'scan', folder, '--no-llm'],
    source: 'https://github.com/NVIDIA/SkillSpector',
  },
];

/** What one of them says: nothing against it, why not, or that it was not there. */
export function ask({ name, command: [program = '', ...words], source, known }: Judge): {
  isPassed: boolean;
  verdict: string;
} {
  const { error, status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (error && (error as NodeJS.ErrnoException).code === 'ENOENT')
    return { isPassed: true, verdict: `${name}: NOT ASKED, it is not on this machine (${source})` };
  const said = `${stdout}${stderr}`.trim();
  const objections = said.split('\n').filter((line) => /^\s+- /.test(line));
  const isKnown =
    known !== undefined && objections.length === 1 && objections[0]?.includes(known) === true;
  if (status === 0) return { isPassed: true, verdict: `${name}: passed` };
  if (isKnown) return { isPassed: true, verdict: `${name}: passed but for "${known}"` };
  return { isPassed: false, verdict: `${name}: ${error?.message ?? said}` };
}
