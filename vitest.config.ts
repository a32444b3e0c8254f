import { defineConfig } from 'vitest/config';

/** `npm run test:slow` runs what takes minutes or needs the network's registries; everything else belongs to `npm test`. */
export default defineConfig(({ mode }) => {
  const slow = mode === 'slow';
  return {
    test: {
      include: [slow ? 'test/slow/**/*.test.ts' : 'test/**/*.test.ts'],
      exclude: slow ? [] : ['test/slow/**'],
      // The package is built once: what is tested is what is published.
      globalSetup: ['test/build-package.ts'],
      testTimeout: slow ? 600_000 : 60_000,
      hookTimeout: slow ? 600_000 : 60_000,
      // The quick tests wait as much as they work: renders are polled, processes come and go.
      maxWorkers: slow ? 2 : 3,
    },
  };
});
