import type { Scenario } from '../src/model/scenario.ts';
import affinity from './affinity.ts';
import asynchronous from './async.ts';
import daemon from './daemon.ts';
import gil from './gil.ts';
import multicore from './multicore.ts';
import processes from './processes.ts';
import sharedCore from './shared-core.ts';
import threads from './threads.ts';
import wordProcessor from './word-processor.ts';

/** Every experiment, in the order in which they are best told. */
export const SCENARIOS: readonly Scenario[] = [
  threads,
  processes,
  multicore,
  wordProcessor,
  daemon,
  affinity,
  sharedCore,
  gil,
  asynchronous,
];
