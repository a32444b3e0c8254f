import { expect, test } from 'vitest';
import { findArrivals, matchByName } from '../../src/media/media-arrival.ts';

const item = (filename: string, duration?: number) => ({ filename, duration });

test('finds what a list holds beyond an earlier one', () => {
  const before = [item('a.mp4'), item('b.mp4')];
  expect(findArrivals(before, [...before, item('c.mp4')])).toEqual([item('c.mp4')]);
  expect(findArrivals(before, before)).toEqual([]);
  expect(findArrivals([], before)).toEqual(before);
});

test('counts equal names: the later ones are new', () => {
  const after = [item('a.mp4', 1), item('b.mp4', 2), item('a.mp4', 3)];
  expect(findArrivals([item('a.mp4', 1)], after)).toEqual([item('b.mp4', 2), item('a.mp4', 3)]);
});

test('reads either field for the name, and items without any', () => {
  expect(findArrivals([{ name: 'a.mp4' }], [item('a.mp4'), {}])).toEqual([{}]);
});

test.each([
  ['composed and decomposed', 'Über.mp4'.normalize('NFD'), 'Über.mp4'],
  ['quotes that kept their escapes', 'the "end".mp4', 'the %22end%22.mp4'],
])('takes for the same name: %s', (_what, here, there) => {
  expect(findArrivals([item(here)], [item(there)])).toEqual([]);
  expect(matchByName([{ name: here }], [item(there)])).toEqual([
    { file: { name: here }, item: item(there) },
  ]);
});

test('gives each file an item of its own, in the order of the files', () => {
  const files = [{ name: 'b.mp4' }, { name: 'a.mp4' }, { name: 'a.mp4' }, { name: 'a.mp4' }];
  const pairs = matchByName(files, [item('a.mp4', 1), item('b.mp4', 2), item('a.mp4', 3)]);
  expect(pairs.map((pair) => pair.item.duration)).toEqual([2, 1, 3]);
  expect(pairs.map((pair) => files.indexOf(pair.file))).toEqual([0, 1, 2]);
});
