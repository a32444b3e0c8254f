/** Particles and endings a Korean noun or verb may carry; the longest first. */
const ENDINGS = [
  '까지',
  '에서',
  '에게',
  '으로',
  '해주세요',
  '해줘',
  '이나',
  '하고',
  '부터',
  '을',
  '를',
  '은',
  '는',
  '이',
  '가',
  '로',
  '에',
  '의',
  '도',
  '만',
  '요',
  '과',
  '와',
];

/** The word without one ending, for each that fits: 영상을 is 영상. */
export const withoutEnding = (word: string): string[] =>
  ENDINGS.filter((ending) => word.length > ending.length && word.endsWith(ending)).map((ending) =>
    word.slice(0, -ending.length),
  );
