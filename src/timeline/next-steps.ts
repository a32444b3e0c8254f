import type { Text } from '../words/text.ts';
import { nextStepWords } from '../words/next-steps.ts';
import { isExportable, type Timeline } from './timeline.ts';

/** Two or three things the user could say next, after an edit that has landed (wire-contract.md section 6, rule 13). */
export function suggestNextSteps(timeline: Timeline): Text[] {
  if (!isExportable(timeline)) return [];
  const has = (wanted: string): boolean => timeline.tracks.some(({ kind }) => kind === wanted);
  return [
    has('audio') ? nextStepWords.quieterMusic() : nextStepWords.addMusic(),
    ...(has('title') ? [] : [nextStepWords.addTitle()]),
    nextStepWords.export(),
  ];
}
