/** The fuzz tests of `npm test`, with ten times as many runs. */
import '../core/transcripts.test.ts';
import '../core/turn-text.test.ts';
import '../studio/instructions-fuzz.test.ts';
