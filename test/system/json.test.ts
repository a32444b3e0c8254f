import { expect, test } from 'vitest';
import { parseJsonIfAny } from '../../src/system/json.ts';

test.each([
  ['{"a":1}', { a: 1 }],
  ['null', null],
  ['7', 7],
])('parses %s', (text, value) => {
  expect(parseJsonIfAny(text)).toEqual(value);
});

test.each(['', 'no', '{"a":', 'undefined'])('makes nothing of %j', (text) => {
  expect(parseJsonIfAny(text)).toBeUndefined();
});
