import type { StudioTimeline } from '../cutter/timeline.ts';
import { writeDraft } from './draft.ts';
import { spellDraft } from './draft-spelling.ts';
import type { StudioOptions } from './options.ts';
import { RawJson } from './raw-json.ts';
import type { Session } from './records.ts';

/** Drafts of a session that may still be submitted; older ones are forgotten. */
const MOST_DRAFTS = 100;

/**
 * Hands out drafts and knows them again byte by byte: clients pass them to the renderer unchanged, unknown keys included
 * (contract 4.1). So a draft is never read, and nothing a client invents is ever rendered.
 */
export function createDrafts(options: Pick<StudioOptions, 'draft'>) {
  const given = new WeakMap<Session, Map<string, StudioTimeline>>();
  const spell = (timeline: StudioTimeline, title: string) =>
    spellDraft(writeDraft(timeline, title), options.draft);
  return {
    /** The session's draft as the API hands it out; null before the first edit. */
    handOut(session: Session): RawJson | null {
      const { timeline, taskName } = session;
      if (!timeline) return null;
      const text = spell(timeline, taskName);
      const known = given.get(session) ?? new Map<string, StudioTimeline>();
      given.set(session, known.set(text, timeline));
      const [oldest] = known.keys();
      if (known.size > MOST_DRAFTS && oldest !== undefined) known.delete(oldest);
      return new RawJson(text);
    },
    /** The timeline that was handed out as exactly this text; undefined for any other text. */
    find(session: Session, text: string): StudioTimeline | undefined {
      const { timeline, taskName } = session;
      // Handed out by an earlier run of the studio, it is not on the list.
      if (timeline && spell(timeline, taskName) === text) return timeline;
      return given.get(session)?.get(text);
    },
  };
}

/** Picture size and shape; null before the first edit. */
export function describeCanvas({ timeline }: Session) {
  if (!timeline) return null;
  const { width, height } = timeline.canvas;
  const divisor = greatestCommonDivisor(width, height);
  return { width, height, ratio: `${width / divisor}:${height / divisor}` };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
