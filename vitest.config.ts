import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Real programs of which nothing is concluded that a neighbour on the machine could change. */
export const programs = ['test/**/*.e2e.test.ts'];
/** The same beside the main path: other languages, users' own experiments, hosts, packages that are installed, a whole course. */
export const long = ['test/**/*.long.test.ts'];
/** What measures this machine, or draws on it in time: never beside another test. */
const machine = ['test/linux/**/*.test.ts', 'test/browser/**/*.test.ts'];
/** Every fault against every program. */
const faults = ['test/faults/**/*.test.ts'];

/** How often a test of real programs that fails is run again. */
const retry = Number(process.env.CONCUR_TEST_RETRIES ?? 0);

/** They wait twice as long as they compute. */
const perCore = 3;
/** Vitest’s own, and why what was run again had failed. */
export const reporters = ['default', join(import.meta.dirname, 'test/harness/retried.ts')];

export const beside = {
  retry,
  maxWorkers: perCore * availableParallelism(),
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

// npm test runs the first two, npm run test:all all of them.
export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...programs, ...long, ...machine, ...faults],
          // They share no state, and loading everything anew for each file takes twice as long as all of them.
          isolate: false,
          maxWorkers: '100%',
          // Property tests take a second or two, and ten of them where every core is busy.
          testTimeout: 30_000,
        },
      },
      { test: { name: 'programs', include: programs, sequence: { groupOrder: 1 }, ...beside } },
      { test: { name: 'long', include: long, sequence: { groupOrder: 2 }, ...beside } },
      {
        test: {
          name: 'machine',
          retry,
          include: machine,
          exclude: [...programs, ...long],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'faults',
          retry,
          include: faults,
          // Most of a fault is waiting for what comes of it.
          maxWorkers: 3,
          maxConcurrency: 4,
          testTimeout: 90_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
