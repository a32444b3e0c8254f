import type { EventWriter } from './event-writer.ts';
import type { StudioOptions } from './options.ts';

/** Sends a reply as one text event; as deltas before it when the options ask for them. */
export function sayText(writer: EventWriter, sentences: string[], options: StudioOptions): void {
  const text = joinSentences(sentences);
  if (options.partials) {
    for (const piece of cutPieces(text)) writer.send({ kind: 'text', text: piece, partial: true });
  }
  writer.send({ kind: 'text', text });
}

/** Chinese sentences follow each other without a space. */
function joinSentences(sentences: string[]): string {
  return sentences.join(' ').replaceAll(/([。！？]) /gu, '$1');
}

/** Deltas the size of a few words; characters outside the BMP stay whole. */
function cutPieces(text: string): string[] {
  const pieces: string[] = [];
  const characters = [...text];
  for (let at = 0; at < characters.length; at += 12) {
    pieces.push(characters.slice(at, at + 12).join(''));
  }
  return pieces;
}

/** Fails a turn inside its stream, in one of the ways ADK servers do (contract 3.2). */
export function beginFailure(
  writer: EventWriter,
  form: Exclude<StudioOptions['streamError'], 'never'>,
): void {
  const message = 'effect "glow" not found';
  if (form === 'error-code') writer.send({ kind: 'failure', message });
  else if (form === 'json') writer.sendRaw(`data: ${JSON.stringify({ error: message })}\n\n`);
  // The ADK of 2025 pastes the text in without escaping it.
  else writer.sendRaw(`data: {"error": "${message}"}\n\n`);
}
