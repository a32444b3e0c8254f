import { expect, test } from 'vitest';
import { detectPlatform, parseSkillIdentity } from '../../src/backend/attribution.ts';

test.each([
  ['with Windows line ends', '---\r\nname: skill\r\nversion: "1.0.0"\r\n---\r\n'],
  ['after a byte order mark', '\uFEFF---\nname: skill\nversion: "1.0.0"\n---\n'],
  ['among other keys', '---\nname: skill\ndescription: >\n  Two\n  lines.\nversion: 1.0.0\n---\n'],
])('reads name and version of front matter %s', (_how, text) => {
  expect(parseSkillIdentity(text)).toEqual({ name: 'skill', version: '1.0.0' });
});

test.each([
  ['no front matter', '# AI Video Download\n'],
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

/** The folder as it was called or with links resolved; what the path says nothing of, ClawHub's marker does. */
test.each([
  ['/home/ann/.clawhub/skills/ai-video-download', false, 'clawhub'],
  ['C:\\Users\\ann\\.cursor\\skills\\ai-video-download', false, 'cursor'],
  ['/home/ann/.cursor/skills/x', true, 'cursor'],
  ['/home/ann/.cursor/other/ai-video-download', false, 'unknown'],
  ['/home/ann/.clawhub-old/ai-video-download', false, 'unknown'],
])('the host of %s (marker: %s) is %s', (folder, hasMarker, platform) => {
  expect(detectPlatform(['/opt/x', folder], hasMarker)).toBe(platform);
});
