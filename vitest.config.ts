import { defineConfig } from 'vitest/config';

// Tests that start real workers measure the machine, so they never run beside each other; pure ones do.
const real = [
  'test/**/*.e2e.test.ts',
  'test/linux/**/*.test.ts',
  'test/contract/**/*.test.ts',
  'test/browser/**/*.test.ts',
];

// Every fault against every program: npm run test:faults.
const faults = ['test/faults/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...real, ...faults],
          // Property tests take a second or two, and ten of them where every core is busy.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'real',
          include: real,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'faults',
          include: faults,
          fileParallelism: false,
          // Most of a fault is waiting for what comes of it.
          maxConcurrency: 4,
          testTimeout: 90_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
