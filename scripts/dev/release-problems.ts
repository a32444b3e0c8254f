/** What keeps a version from being published; empty when nothing does. */
export function findReleaseProblems(texts: {
  skill: string;
  packageJson: string;
  changelog: string;
  /** `.claude-plugin/marketplace.json`. */
  marketplace: string;
  /** Of `git status --porcelain`. */
  status: string;
  /** The address of the remote `origin`; empty when there is none. Only GitHub's are compared. */
  origin: string;
}): string[] {
  const { version, repository } = readPackage(texts.packageJson);
  const skillVersion = /^version: "([^"]+)"$/m.exec(texts.skill)?.[1];
  const [, newest, note = ''] = /^## (\S+)(?: \(([^)]*)\))?$/m.exec(texts.changelog) ?? [];
  const problems: string[] = [];
  if (!/^\d+\.\d+\.\d+$/.test(version)) problems.push(`package.json: ${version} is not x.y.z`);
  if (skillVersion !== version)
    problems.push(`SKILL.md says ${skillVersion ?? 'no version'}, package.json ${version}`);
  if (newest !== version)
    problems.push(`CHANGELOG.md begins with ${newest ?? 'nothing'}, package.json says ${version}`);
  else if (!/^\d{4}-\d{2}-\d{2}$/.test(note))
    problems.push(`CHANGELOG.md: ${version} has no date: "## ${version} (2026-01-31)"`);
  if (!texts.marketplace.includes(`"https://github.com/${repository}.git"`))
    problems.push(`.claude-plugin/marketplace.json does not lead to ${repository}`);
  const origin = /github\.com[:/](.+?)(?:\.git)?$/.exec(texts.origin)?.[1];
  if (origin !== undefined && origin !== repository)
    problems.push(`package.json says ${repository}, the remote origin is ${origin}`);
  if (texts.status.trim() !== '')
    problems.push(`the tree is not clean:\n${texts.status.trimEnd()}`);
  return problems;
}

/** The version, and the `owner/name` at GitHub. */
export function readPackage(text: string): { version: string; repository: string } {
  const { version, repository } = JSON.parse(text) as { version: string; repository: string };
  return { version, repository: repository.replace('github:', '') };
}

/** Where ClawHub lists it, and what else it is found by: at most three categories and five topics. */
const CATEGORIES = 'creative';
const TOPICS = 'video,video-editing,ai-video,mp4,subtitles';

/**
 * The command that publishes the built folder, with where it comes from: a commit of the branch `skill`, which holds the very
 * files that are published.
 */
export const publishCommand = (facts: {
  folder: string;
  version: string;
  /** `owner/name` at GitHub. */
  repository: string;
  commit: string;
}): string =>
  [
    `clawhub skill publish ${facts.folder}`,
    '--slug ai-video-download',
    `--version ${facts.version}`,
    '--tags latest',
    `--categories ${CATEGORIES}`,
    `--topics ${TOPICS}`,
    `--source-repo ${facts.repository}`,
    `--source-commit ${facts.commit}`,
    '--source-ref skill',
    '--source-path .',
  ].join(' \\\n  ');
