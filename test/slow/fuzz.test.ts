/** The fuzz tests of `npm test`, with ten times as many runs. */
import '../backend/transcripts.test.ts';
import '../intent/intent-properties.test.ts';
import '../timeline/draft-fuzz.test.ts';
import '../studio/instructions-fuzz.test.ts';
