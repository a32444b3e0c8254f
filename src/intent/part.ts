import type { Meaning } from './classify.ts';
import type { Segment } from './segments.ts';

/** A part of a message and what it asks for. */
export interface Part extends Segment {
  meaning: Meaning;
}
