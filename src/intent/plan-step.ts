/** What the skill can do with a part of a message. */
export type Action = 'upload' | 'chat' | 'state' | 'credits' | 'export';

/** One step of what a message asks for. */
export interface PlanStep {
  action: Action;
  /** For `chat`: the words for the editor, exactly as they were written. */
  text?: string;
  /** For `upload`: paths and URLs. */
  files?: string[];
  /** For `export`: the resolution the message names. */
  resolution?: string;
  /** For `export`: the file name the message gives the video, `final.mp4` or a path. */
  out?: string;
  /** For `export`: a format or size the message names that no export has. */
  unavailable?: string;
  /** For `export`: which of the session's own media are wanted as they are, instead of the video: `original`, `generated audio`. */
  media?: string;
  /** True when the step needs no turn with the editor (seed, "Skip SSE?"). */
  skip_sse: boolean;
  /** The rule and the words that decided. */
  because: string;
}
