import { expect, test } from 'vitest';
import { ask, judgesOf } from '../../scripts/dev/outside-judges.ts';
import { findReleaseProblems, publishCommand } from '../../scripts/dev/release-problems.ts';

const READY = {
  skill: '---\nname: ai-video-download\nversion: "1.2.0"\n---\n',
  packageJson: '{"version":"1.2.0","repository":"github:me/x"}',
  changelog: '# Changelog\n\n## 1.2.0 (2026-11-22)\n\n- More.\n\n## 1.1.0 (2026-10-01)\n',
  marketplace: '{"url":"https://github.com/me/x.git"}',
  status: '',
  origin: 'git@github.com:me/x.git',
};

test('a version that all files agree on, from a clean tree, can be published', () => {
  expect(findReleaseProblems(READY)).toEqual([]);
});

test.each([
  ['another version in SKILL.md', { skill: 'version: "1.1.0"' }, /SKILL\.md says 1\.1\.0/],
  ['no version in SKILL.md', { skill: 'version: 1.2.0' }, /SKILL\.md says no version/],
  [
    'a version that is none',
    { packageJson: '{"version":"1.2","repository":"github:me/x"}' },
    /1\.2 is not x\.y\.z/,
  ],
  ['an older changelog', { changelog: '## 1.1.0 (2026-10-01)\n' }, /begins with 1\.1\.0/],
  ['an undated section', { changelog: '## 1.2.0 (unreleased)\n' }, /has no date/],
  ['a marketplace file for another repository', { marketplace: '{}' }, /does not lead to me\/x/],
  ['another origin', { origin: 'https://github.com/you/x' }, /says me\/x, .* you\/x/],
  ['changes that are not committed', { status: ' M SKILL.md\n' }, /not clean:\n M SKILL\.md/],
])('is held back by %s', (_what, change, problem) => {
  expect(findReleaseProblems({ ...READY, ...change }).join('\n')).toMatch(problem);
});

test('an origin that is not at GitHub, or none, is no problem', () => {
  for (const origin of ['', '/srv/git/x.git'])
    expect(findReleaseProblems({ ...READY, origin })).toEqual([]);
});

test('the command names the source of what is published, and what it is found by', () => {
  const facts = { folder: 'dist/x', version: '1.2.0', repository: 'me/x', commit: 'abc' };
  const words = publishCommand(facts).split(/[\s\\]+/);
  const valueOf = (option: string): string => words[words.indexOf(option) + 1] ?? '';
  expect(valueOf('--source-repo')).toBe('me/x');
  expect(valueOf('--source-commit')).toBe('abc');
  // Where the files that are published stand as they are.
  expect(valueOf('--source-ref')).toBe('skill');
  expect(valueOf('--categories').split(',').length).toBeLessThanOrEqual(3);
  expect(valueOf('--topics').split(',').length).toBeLessThanOrEqual(5);
});

const known = 'Unexpected fields: version.';
const says = (text: string, code: number): string[] => [
  process.execPath,
  '-e',
  `console.error(${JSON.stringify(text)}); process.exitCode = ${code}`,
];

test.each([
  ['a tool that is not there', ['no-such-tool'], true, /: NOT ASKED, it is not on this machine/],
  ['a tool that finds nothing', says('fine', 0), true, /: passed$/],
  ['the one known objection', says(`failed:\n  - ${known}`, 1), true, /: passed but for/],
  ['another one beside it', says(`failed:\n  - ${known}\n  - No name.`, 1), false, /No name/],
  ['a failure without a list', says('no network', 1), false, /no network/],
])('the release reports %s', (_what, command, ...[isPassed, verdict]) => {
  const answer = ask({ name: 'tool', command, source: 'somewhere', known });
  expect(answer).toEqual({ isPassed, verdict: expect.stringMatching(verdict) });
});

test('the command of the release is what `clawhub` is asked about, as a dry run', () => {
  const [clawhub] = judgesOf('dist/x', 'clawhub skill publish dist/x \\\n  --slug x');
  expect(clawhub?.command.join(' ')).toBe('clawhub skill publish dist/x --slug x --dry-run');
});
