import { defineConfig } from 'vitest/config';

/** The tests that need a browser; `npm test` does not run them. */
export default defineConfig({
  test: { include: ['tests/browser/**/*.browser.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
