import { availableParallelism } from 'node:os';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    // Vitest leaves one core to the watcher by default; nobody watches in CI, and the suite is bound by its searches.
    ...(process.env['CI'] === undefined ? {} : { maxWorkers: availableParallelism() }),
    // An exhaustive check of a small instance takes seconds; a minute leaves room for a slow shared machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

export default config;
