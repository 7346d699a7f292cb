import type { Scenario } from '../src/model/scenario.ts';
import affinity from './affinity.ts';
import coreToCore from './core-to-core.ts';
import daemon from './daemon.ts';
import falseSharing from './false-sharing.ts';
import gil from './gil.ts';
import multicore from './multicore.ts';
import processes from './processes.ts';
import sharedCore from './shared-core.ts';
import smt from './smt.ts';
import threads from './threads.ts';

/** Every experiment, in the order in which they are best told. */
export const SCENARIOS: readonly Scenario[] = [
  threads,
  processes,
  multicore,
  daemon,
  affinity,
  sharedCore,
  gil,
  smt,
  coreToCore,
  falseSharing,
];
