import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const packages = fileURLToPath(new URL('./packages/', import.meta.url));

export default defineConfig({
  resolve: {
    // Tests run from source: no build stands between a change and its test.
    alias: [
      { find: /^@interloper\/([a-z]+)$/, replacement: `${packages}$1/src/index.ts` },
      { find: /^interloper$/, replacement: `${packages}interloper/src/index.ts` },
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    // A process per file: DuckDB is a native module.
    pool: 'forks',
    // By default one core is left free, which on a machine with two is half of it.
    maxWorkers: '100%',
    // Generous, because a small shared machine runs engine tests slowly; no test is timed.
    setupFiles: ['test/fast-check-seed.ts'],
    testTimeout: 120_000,
    hookTimeout: 30_000,
  },
});
