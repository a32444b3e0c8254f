/** What fuzz tests draw from: the same seed every time, named in their titles; FUZZ_SEED draws other values. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_123);
/** How many times as many runs: the slow tests take ten times as many. */
const times = Number(process.env['FUZZ_TIMES'] ?? 1);

export const SEED = `(seed ${seed})`;

/** The parameters of `fc.assert`. */
export const runs = (count: number): { seed: number; numRuns: number } => ({
  seed,
  numRuns: count * times,
});
