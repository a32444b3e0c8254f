import { expect, test } from 'vitest';
import { detectPlatform, parseSkillIdentity } from '../../src/backend/attribution.ts';

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

test.each([
  ['/home/ann/.clawhub/skills/ai-video-download', 'clawhub'],
  ['C:\\Users\\ann\\.clawhub\\skills\\ai-video-download\\', 'clawhub'],
  ['C:\\Users\\ann\\.cursor\\skills\\ai-video-download', 'cursor'],
  ['/home/ann/.cursor/skills', 'cursor'],
  ['/home/ann/.cursor/other/ai-video-download', 'unknown'],
  ['/home/ann/my.clawhub/ai-video-download', 'unknown'],
  ['/home/ann/.clawhub-old/ai-video-download', 'unknown'],
])('finds the platform of %s', (folder, platform) => {
  expect(detectPlatform([folder], false)).toBe(platform);
  // As it was called, or with links resolved.
  expect(detectPlatform(['/opt/x', folder], false)).toBe(platform);
});

test('goes by the install marker where the path says nothing', () => {
  expect(detectPlatform(['/opt/x'], true)).toBe('clawhub');
  expect(detectPlatform(['/home/ann/.cursor/skills/x'], true)).toBe('cursor');
});
