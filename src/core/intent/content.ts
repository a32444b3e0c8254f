import { lettersOf } from './segments.ts';
import type { Part } from './part.ts';

/**
 * Whether a part that reads like a request belongs to the edit beside it: one more item of a list ("add music, credits and
 * a title"), or the topic or text of what is made ("a tutorial on how to upload and download videos").
 */
export function isContent(part: Part, before: Part | undefined, after: Part | undefined): boolean {
  const own = lettersOf(part.tokens);
  if (startsList(own, after)) return true;
  if (before?.meaning.kind !== 'edit' || part.seam === 'start') return false;
  const left = lettersOf(before.tokens);
  const topic = /T(.*)$/s.exec(left)?.[1];
  const isBare = !/[pmdvtrfk]/.test(own);
  if (topic !== undefined && /[eEuYwWbBSg]/.test(topic)) {
    // "a caption: upload it and export it"
    const isSpelledOut = before.tokens.some(({ text }) => text === ':');
    if (isBare || (isSpelledOut && part.seam !== 'strong')) return true;
    // "how to upload and download it": both verbs are the topic's
    if (part.seam !== 'strong' && (/[eEuYwWg]$/.test(topic) || !/[pmd]/.test(own))) return true;
  }
  if (/^[tU]+$/.test(own)) return true;
  if (part.seam === 'strong') return false;
  if (topic !== undefined && !/[pmdOv]/.test(own)) return true;
  return /^[uEewbBS]$/.test(own) && (/^[ubBS]$/.test(own) || /[eEubBS]/.test(left));
}

/** "credits and title should be white", "upload, download and export buttons". */
const startsList = (own: string, after: Part | undefined): boolean => {
  if (!after || after.seam === 'strong' || after.meaning.kind !== 'edit') return false;
  const next = lettersOf(after.tokens);
  return /^[ubBS]$/.test(own)
    ? /^[^Vyq]/.test(next)
    : /^[eE]$/.test(own) && /^[eEubBS]*G/.test(next);
};
