import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffTimelines } from '../../src/timeline/diff.ts';
import { readDraft } from '../../src/timeline/draft.ts';
import { summarizeTimeline } from '../../src/timeline/timeline.ts';
import { runs, SEED } from '../fuzz.ts';

test(`random drafts and pairs of them: read, shown and compared without a crash ${SEED}`, () => {
  const key = fc.constantFrom('t', 'tt', 'sg', 'd', 'm', 'text', 'start', 'end', 'volume', 'x');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(0, 1, 7, 1.5, -3, 10_000, null, true, 'a\u001b[31mb', ''),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }));
  const track = fc.record({ tt: value, m: value, sg: fc.array(value, { maxLength: 4 }) });
  const draft = fc.oneof(value, fc.record({ t: fc.array(track), d: value, m: value }));
  fc.assert(
    fc.property(draft, draft, (first, second) => {
      const [before, after] = [readDraft(first), readDraft(second)];
      for (const { kind, segments } of before.tracks) {
        expect(segments.length).toBeGreaterThan(0);
        for (const { label, startMs, endMs } of segments)
          expect((kind === 'title' || label.en !== '') && startMs >= 0 && endMs >= startMs).toBe(
            true,
          );
      }
      expect(summarizeTimeline(before).en).toMatch(/^Timeline/);
      expect(diffTimelines(before, before)).toEqual([]);
      for (const change of diffTimelines(before, after)) expect(change.en).not.toBe('');
    }),
    runs(1_000),
  );
});
