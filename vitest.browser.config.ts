import { defineConfig } from 'vitest/config';

/** `npm run test:browser`: what people look at, in a headless Chromium of the machine. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
