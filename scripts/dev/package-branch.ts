/** The built package as a commit on the local branch `skill`, for hosts that install from git. The work tree is not touched. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSkill } from './scan-skill.ts';

const BRANCH = 'skill';

/**
 * Adds one commit, whose root is exactly the package, and returns its id. A version that the branch has already is not packed
 * anew: the same files leave the branch as it is, others are refused, since somebody may have installed them.
 */
export async function commitPackage(root: string, packageFolder: string): Promise<string> {
  const index = mkdtempSync(join(tmpdir(), 'package-index-'));
  try {
    const git = (words: string[], input = ''): string =>
      execFileSync('git', words, {
        cwd: root,
        encoding: 'utf8',
        input,
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, GIT_INDEX_FILE: join(index, 'index') },
      }).trim();
    const { files, frontMatter, folder } = await readSkill(packageFolder);
    const entries = files.map(({ path, text }) => {
      // The very bytes: no filter, no change of line ends.
      const id = git(['hash-object', '-w', '--no-filters', '--stdin'], text);
      return `100644 ${id}\t${path}\n`;
    });
    git(['update-index', '--add', '--index-info'], entries.join(''));
    const tree = git(['write-tree']);

    const title = `${folder} ${String(frontMatter['version'])}`;
    // A fresh clone knows the branch as its origin's.
    const tips = [`refs/heads/${BRANCH}`, `refs/remotes/origin/${BRANCH}`];
    const [tip] = git(['for-each-ref', '--format=%(objectname)', ...tips]).split('\n');
    if (tip && git(['log', '-1', '--format=%s', tip]) === title) {
      if (git(['rev-parse', `${tip}^{tree}`]) === tree) return tip;
      throw new Error(`the branch ${BRANCH} has another ${title}: raise the version`);
    }
    const message = `${title}\n\nBuilt from ${git(['rev-parse', 'HEAD'])}.\n`;
    const parents = tip ? ['-p', tip] : [];
    const commit = git(['commit-tree', tree, ...parents, '-F', '-'], message);
    // Git itself refuses to move a branch that is checked out.
    git(['branch', '--force', '--no-track', BRANCH, commit]);
    return commit;
  } finally {
    rmSync(index, { recursive: true, force: true });
  }
}
