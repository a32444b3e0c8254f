import { expect, test } from 'vitest';
import {
  clipText,
  formatBytes,
  formatLength,
  formatSeconds,
  stripControls,
} from '../../src/words/format.ts';

test.each([
  [0, '0'],
  [2500, '2.5'],
  [2549, '2.5'],
])('writes %i ms as %s seconds', (ms, text) => {
  expect(formatSeconds(ms)).toBe(text);
});

test.each([
  [60, '60.0'],
  [1.25, '1.3'],
])('writes the length %d as %s', (seconds, text) => {
  expect(formatLength(seconds)).toBe(text);
});

test.each([
  [999, '999 bytes'],
  [1000, '1 KB'],
  [24_300_000, '24.3 MB'],
  [1_500_000_000, '1.50 GB'],
])('writes %i bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  ['a\u001B[31mred\u001B[0m', 'ared'],
  ['bell\u0007 back\u0008 del\u007F', 'bell back del'],
  ['line\r\nline', 'line\nline'],
  ['tab\tstays', 'tab\tstays'],
  ['half \ud83d, whole 👋', 'half , whole 👋'],
])('takes control characters out of %j', (text, clean) => {
  expect(stripControls(text)).toBe(clean);
});

test.each([
  ['exactly', 7, 'exactly'],
  ['too long', 7, 'too lo…'],
  ['two\nlines  and\ttabs', 30, 'two lines and tabs'],
])('clips %j to %i characters', (...[text, limit, clipped]) => {
  expect(clipText(text, limit)).toBe(clipped);
});
