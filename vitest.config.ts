import { defineConfig } from 'vitest/config';

/** `npm run test:slow` runs what takes minutes; everything else belongs to `npm test`. */
const slow = process.env['SLOW'] === '1';

export default defineConfig({
  test: {
    include: [slow ? 'test/slow/**/*.test.ts' : 'test/**/*.test.ts'],
    exclude: slow ? [] : ['test/slow/**'],
    // The package is built once: what is tested is what is published.
    globalSetup: ['test/build-package.ts'],
    testTimeout: slow ? 600_000 : 30_000,
    hookTimeout: slow ? 600_000 : 60_000,
    maxWorkers: 2,
  },
});
