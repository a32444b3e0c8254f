import { readWords, type Word } from './words.ts';

const TYPED_OFTEN = 'export download upload render credits balance status timeline'.split(' ');

/** "exprot it", "downlaod": one word that nothing knows, and one letter away from an action word. */
export function mendTypo(words: Word[]): Word[] | undefined {
  const [odd, ...more] = words.filter(({ kind }) => kind === 'unknown');
  if (!odd || more.length > 0 || !/^[a-z]{5,10}$/.test(odd.text)) return undefined;
  const meant = TYPED_OFTEN.find((word) => isOneOff(odd.text, word));
  const [known] = readWords(meant ?? '');
  return known && words.map((word) => (word === odd ? { ...word, kind: known.kind } : word));
}

/** One letter too many, too few, wrong, or two of them swapped. */
function isOneOff(typed: string, meant: string): boolean {
  let at = 0;
  while (at < meant.length && typed[at] === meant[at]) at += 1;
  const [left, right] = [typed.slice(at), meant.slice(at)];
  return (
    left.slice(1) === right ||
    left === right.slice(1) ||
    left.slice(1) === right.slice(1) ||
    left === `${right.charAt(1)}${right.charAt(0)}${right.slice(2)}`
  );
}
