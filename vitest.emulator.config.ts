import { defineConfig } from 'vitest/config';

/** `npm run test:emulator`: against real servers, installed and started by the set-up. */
export default defineConfig({
  test: {
    include: ['test/emulator/**/*.test.ts'],
    globalSetup: ['test/emulator/global-setup.ts'],
    // Two emulators and their Lambdas run beside the tests; the schedule is waited for meanwhile.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});
