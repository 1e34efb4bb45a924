import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    // An exhaustive check of a small instance takes seconds; a minute leaves room for a slow shared machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

export default config;
