import { availableParallelism } from 'node:os';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    // Vitest leaves one core to the watcher by default; nobody watches in CI, and the suite is bound by its searches.
    ...(process.env['CI'] === undefined ? {} : { maxWorkers: availableParallelism() }),
    // A limit here only ends what hangs. The longest test takes half a minute on two quiet cores, several times that on busy ones.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default config;
