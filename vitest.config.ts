import { defineConfig } from 'vitest/config';

/** What is tested as it is published, or renders: the package and the studio's worker are built first, once. */
const BUILT = ['test/{package,studio}/**/*.test.ts'];
const SLOW = ['test/{slow,agent}/**/*.test.ts'];
const globalSetup = ['test/build-package.ts'];

/** `npm run test:slow` runs what takes minutes or needs the network's registries; everything else belongs to `npm test`. */
export default defineConfig(({ mode }) => {
  if (mode === 'slow') {
    return {
      test: {
        include: SLOW,
        globalSetup,
        testTimeout: 600_000,
        hookTimeout: 600_000,
        maxWorkers: 2,
        // Jobs of an agent mostly wait.
        maxConcurrency: 12,
        env: { FUZZ_TIMES: '10' },
      },
    };
  }
  const shared = {
    // Files share a worker's modules, which halves the time; so none mocks a module: what stands in for something is handed
    // over, or put in its place until the test ends (`test/support/file-calls.ts`).
    isolate: false,
    // What is waited for comes, on a slow machine late.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  };
  const pure = {
    name: 'pure',
    include: ['test/**/*.test.ts'],
    exclude: [...BUILT, ...SLOW],
  };
  const built = { name: 'built', include: BUILT, globalSetup };
  return {
    test: {
      // The quick tests wait as much as they work: renders are polled, processes come and go.
      maxWorkers: 4,
      projects: [{ test: { ...pure, ...shared } }, { test: { ...built, ...shared } }],
    },
  };
});
