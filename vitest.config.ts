import { defineConfig } from 'vitest/config';

// Tests that measure the machine never run beside others.
const measuring = ['test/linux/**/*.test.ts', 'test/contract/**/*.test.ts', 'test/browser/**/*.test.ts'];

// Real programs that conclude nothing that a neighbour could change: mostly waiting, so several at once.
const programs = ['test/**/*.e2e.test.ts'];

// Every fault against every program: npm run test:faults.
const faults = ['test/faults/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...programs, ...measuring, ...faults],
          // Property tests take a second or two, and ten of them where every core is busy.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'programs',
          include: programs,
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'measuring',
          include: measuring,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
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
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
