/**
 * Whether the skill's description is found among those of others, by words alone: for sentences that should choose it, and for
 * near misses, which speak of videos and want something else. The others' descriptions are not ours to publish: the file is
 * named by `--crowd FILE`, a list of `{ name, description, sibling? }`; siblings, on the same backend, do not count.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import matter from 'gray-matter';
import type { Figure } from './bench-figure.ts';
import type { Contest } from './bench-skill.ts';
import { createBm25, createCosine, type Score } from './lexical-rank.ts';

interface Sentences {
  should: string[];
  nearMisses: string[];
}
interface Other {
  description: string;
  sibling?: boolean;
}

const SENTENCES = new URL('../../test/evals/choosing.json', import.meta.url);
/** As far as many hosts show a description. */
const CUT = 160;

/** Sentences for which ours, the first of the texts, comes before all others. */
const countFirst = (score: Score, sentences: string[]): number =>
  sentences.filter((sentence) => {
    const [own = 0, ...others] = score(sentence);
    return own > Math.max(...others);
  }).length;

export async function benchChoice({ skill, crowd }: Contest): Promise<Figure[]> {
  if (crowd === undefined) {
    const against = 'no descriptions to compare with: give --crowd FILE';
    return [{ what: 'chosen first', value: NaN, unit: '%', least: 80, against }];
  }
  const { description } = matter(await readFile(join(skill, 'SKILL.md'), 'utf8')).data as Other;
  const all = JSON.parse(await readFile(crowd, 'utf8')) as Other[];
  const texts = [description, ...all.filter(({ sibling }) => !sibling).map((it) => it.description)];
  const cut = texts.map((text) => text.slice(0, CUT));
  const { unseen, ...tuned } = JSON.parse(await readFile(SENTENCES, 'utf8')) as Sentences & {
    unseen: Sentences;
  };
  const against = `${texts.length - 1} other skills`;
  const judgeBy = (what: string, score: Score, { should, nearMisses }: Sentences): Figure => {
    const own = `${countFirst(score, should)} of ${should.length} first`;
    const value = (100 * countFirst(score, should)) / should.length;
    const peer = `${countFirst(score, nearMisses)} of ${nearMisses.length} near misses`;
    return { what: `chosen first, ${what}`, value, unit: '%', own, peer, against };
  };
  const missed = Math.max(
    ...[texts, cut].map((it) => countFirst(createBm25(it), tuned.nearMisses)),
  );
  return [
    { ...judgeBy('BM25', createBm25(texts), tuned), least: 80 },
    { ...judgeBy(`BM25, first ${CUT} characters`, createBm25(cut), tuned), least: 60 },
    { what: 'near misses won, BM25', value: missed, goal: 2, against },
    judgeBy('cosine', createCosine(texts), tuned),
    judgeBy(`cosine, first ${CUT} characters`, createCosine(cut), tuned),
    judgeBy('BM25, sentences not tuned on', createBm25(texts), unseen),
    judgeBy(`BM25, first ${CUT} characters, not tuned on`, createBm25(cut), unseen),
  ];
}
