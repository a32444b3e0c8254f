/** What keeps a version from being published; empty when nothing does. */
export function findReleaseProblems(texts: {
  skill: string;
  packageJson: string;
  changelog: string;
  /** Of `git status --porcelain`. */
  status: string;
}): string[] {
  const version = (JSON.parse(texts.packageJson) as { version: string }).version;
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
  if (texts.status.trim() !== '')
    problems.push(`the tree is not clean:\n${texts.status.trimEnd()}`);
  return problems;
}

/** The command that publishes the built folder, with where it comes from. */
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
    `--source-repo ${facts.repository}`,
    `--source-commit ${facts.commit}`,
    `--source-ref v${facts.version}`,
    '--source-path .',
  ].join(' \\\n  ');
