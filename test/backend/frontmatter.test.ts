import { expect, test } from 'vitest';
import { parseSkillIdentity } from '../../src/backend/frontmatter.ts';

const IDENTITY = { name: 'ai-video-download', version: '1.0.0' };

test.each([
  ['plain', '---\nname: ai-video-download\nversion: "1.0.0"\n---\n# Text\n'],
  ['with Windows line ends', '---\r\nname: ai-video-download\r\nversion: "1.0.0"\r\n---\r\n'],
  ['after a byte order mark', '\uFEFF---\nname: ai-video-download\nversion: "1.0.0"\n---\n'],
  [
    'among other keys',
    '---\nname: ai-video-download\ndescription: >\n  Two\n  lines.\nversion: 1.0.0\nmetadata: {"openclaw": {"emoji": "⬇️"}}\n---\n',
  ],
])('reads name and version of front matter %s', (_how, text) => {
  expect(parseSkillIdentity(text)).toEqual(IDENTITY);
});

test.each([
  ['no front matter', '# AI Video Download\n'],
  ['nothing in it', ''],
  ['no version', '---\nname: a\n---\n'],
  ['no name', '---\nversion: "1.0.0"\n---\n'],
  ['a version that YAML reads as a number', '---\nname: a\nversion: 1.0\n---\n'],
  ['a list for front matter', '---\n- name\n---\n'],
  ['broken YAML', '---\nname: [\n---\n'],
  ['code for front matter', '---\nname: !!js/function "function () {}"\nversion: "1.0.0"\n---\n'],
])('reports a damaged skill for a file with %s', (_what, text) => {
  expect(() => parseSkillIdentity(text)).toThrow(
    expect.objectContaining({
      kind: 'internal',
      advice: expect.objectContaining({
        en: 'The skill folder is damaged: install the skill again.',
      }),
    }),
  );
});

test('reads the same broken file twice with the same result', () => {
  const text = '---\nname: [\n---\n';
  expect(() => parseSkillIdentity(text)).toThrow(/no valid front matter/);
  expect(() => parseSkillIdentity(text)).toThrow(/no valid front matter/);
});
