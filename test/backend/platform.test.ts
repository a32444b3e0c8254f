import { expect, test } from 'vitest';
import { detectPlatform } from '../../src/backend/platform.ts';

const place = { override: undefined, folders: [], hasClawHubMarker: false };

test.each([
  ['/home/ann/.clawhub/skills/ai-video-download', 'clawhub'],
  ['C:\\Users\\ann\\.clawhub\\skills\\ai-video-download\\', 'clawhub'],
  ['/home/ann/.cursor/skills/ai-video-download', 'cursor'],
  ['C:\\Users\\ann\\.cursor\\skills\\ai-video-download', 'cursor'],
  ['/home/ann/.cursor/skills', 'cursor'],
  ['/home/ann/.cursor/other/ai-video-download', 'unknown'],
  ['/home/ann/my.clawhub/ai-video-download', 'unknown'],
  ['/home/ann/.clawhub-old/ai-video-download', 'unknown'],
  ['/home/ann/skills/ai-video-download', 'unknown'],
])('finds the platform of %s', (folder, platform) => {
  expect(detectPlatform({ ...place, folders: [folder] })).toBe(platform);
});

test('looks at the path as it was called and at the path with links resolved', () => {
  const folders = ['/work/.cursor/skills/x', '/opt/shared/x'];
  expect(detectPlatform({ ...place, folders })).toBe('cursor');
  expect(detectPlatform({ ...place, folders: folders.toReversed() })).toBe('cursor');
});

test('goes by the install marker where the path says nothing', () => {
  expect(detectPlatform({ ...place, folders: ['/opt/x'], hasClawHubMarker: true })).toBe('clawhub');
});

test('believes the path before the install marker', () => {
  const folders = ['/home/ann/.cursor/skills/x'];
  expect(detectPlatform({ ...place, folders, hasClawHubMarker: true })).toBe('cursor');
});

test('lets SKILL_SOURCE decide over everything', () => {
  const folders = ['/home/ann/.clawhub/x'];
  expect(detectPlatform({ override: 'my-host', folders, hasClawHubMarker: true })).toBe('my-host');
});
