import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // The same property cases in every run.
    setupFiles: ['tests/setup.ts'],
    exclude: ['node_modules/**', 'tests/browser/**', 'runs/**'],
    // Networks and real subprocesses share the machine's cores; the limit is for hangs, not for speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
