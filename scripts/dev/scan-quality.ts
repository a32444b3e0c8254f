/** ClawHub's gate for a new publisher's listing (hosts.md 1.5; CH:convex/lib/skillQuality.ts). */

export interface Quality {
  /** Of 100; below 72 the listing is held back. */
  score: number;
  /** Too thin or too much of a template to be listed at all. */
  rejected: boolean;
}

const TEMPLATE_MARKERS = [
  'expert guidance for',
  'practical skill guidance',
  'step-by-step tutorials',
  'tips and techniques',
  'project ideas',
  'resource recommendations',
  'help with this skill',
  'learning guidance',
];

export function judgeQuality(body: string, summary: string): Quality {
  const characters = body.replaceAll(/\s+/g, '').length;
  const words = listWords(body);
  const markers = TEMPLATE_MARKERS.filter((marker) => body.toLowerCase().includes(marker)).length;
  const losses: [lost: boolean, points: number][] = [
    [characters < 250, 28],
    [words.length < 80, 24],
    [new Set(words).size / Math.max(1, words.length) < 0.45, 14],
    [count(body, /^#{1,3}\s/gm) < 2, 10],
    [count(body, /^\s*[-*]\s/gm) < 3, 8],
    [/^expert guidance for [a-z0-9-]+\.?$/i.test(summary.trim()), 20],
  ];
  const lost = losses.reduce((sum, [applies, points]) => sum + (applies ? points : 0), 0);
  return {
    score: Math.max(0, 100 - lost - Math.min(28, markers * 9)),
    rejected: words.length < 45 || characters < 260 || (markers >= 3 && words.length < 120),
  };
}

const listWords = (text: string): string[] =>
  Array.from(new Intl.Segmenter('en', { granularity: 'word' }).segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment.toLowerCase());

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
