/**
 * Queries that should select the skill, and queries that should not, against the words of its description. A model reads
 * more than words; what this can tell is whether the words it needs are there, and are not those of other tasks.
 */
import { readFile } from 'node:fs/promises';
import matter from 'gray-matter';
import { expect, test } from 'vitest';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
const { description } = matter(await read('../../SKILL.md')).data as { description: string };
const queries = JSON.parse(await read('triggers.json')) as Record<'should' | 'shouldNot', string[]>;

/** Words that say nothing about a task. */
const EMPTY = new Set(
  'a an and as at for in into is it its me my of on or the them this to user uses use when wants with do i have how many left all can you then your'.split(
    ' ',
  ),
);

/** English words without endings, and Chinese ones of two signs, wherever they may begin. */
function termsOf(text: string): Set<string> {
  const words = (text.toLowerCase().match(/[a-z][a-z0-9]+|\d+p/g) ?? [])
    .filter((word) => !EMPTY.has(word))
    .map((word) => word.replace(/(?:ed|ing|es|s)$/, ''));
  const runs = text.match(/\p{Script=Han}+/gu) ?? [];
  const pairs = runs.flatMap((run) =>
    Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)),
  );
  return new Set([...words, ...pairs]);
}

const known = termsOf(description);
const shared = (query: string): string[] => [...termsOf(query)].filter((term) => known.has(term));

/** A video, or the service by its name: without either, the same verbs belong to other tasks. */
const isAboutVideo = (query: string): boolean =>
  shared(query).some((term) => /^(?:video|clip|mp4|nemovideo|视频|剪辑|配乐)$/.test(term));

test('there are enough of both', () => {
  expect(queries.should.length).toBeGreaterThanOrEqual(30);
  expect(queries.shouldNot.length).toBeGreaterThanOrEqual(30);
  expect(new Set(Object.values(queries).flat()).size).toBe(
    queries.should.length + queries.shouldNot.length,
  );
});

test.each(queries.should)('selects: %s', (query) => {
  expect(shared(query).length).toBeGreaterThanOrEqual(2);
  expect(isAboutVideo(query)).toBe(true);
});

test.each(queries.shouldNot)('does not select: %s', (query) => {
  expect(isAboutVideo(query)).toBe(false);
  expect(shared(query).length).toBeLessThanOrEqual(2);
});

test('the first 64 characters hold what most queries ask for', () => {
  const first = termsOf(description.slice(0, 64));
  const english = queries.should.filter((query) => !/\p{Script=Han}/u.test(query));
  const hits = english.filter((query) => [...termsOf(query)].some((term) => first.has(term)));
  expect(hits.length / english.length).toBeGreaterThanOrEqual(0.9);
});
