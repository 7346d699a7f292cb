import type { Scenario } from '../src/model/scenario.ts';
import affinity from './affinity.ts';
import asynchronous from './async.ts';
import coreToCore from './core-to-core.ts';
import daemon from './daemon.ts';
import deadlock from './deadlock.ts';
import falseSharing from './false-sharing.ts';
import gil from './gil.ts';
import gilBlocking from './gil-blocking.ts';
import gilRelease from './gil-release.ts';
import multicore from './multicore.ts';
import native from './native.ts';
import oversubscribe from './oversubscribe.ts';
import pool from './pool.ts';
import processes from './processes.ts';
import progressMap from './progress-map.ts';
import sharedCore from './shared-core.ts';
import sharedMemory from './shared-memory.ts';
import smt from './smt.ts';
import threadingLibrary from './threading-library.ts';
import threads from './threads.ts';
import threadsVsProcesses from './threads-vs-processes.ts';
import wordProcessor from './word-processor.ts';

/** Every experiment, in the order in which they are best told. */
export const SCENARIOS: readonly Scenario[] = [
  threads,
  sharedMemory,
  wordProcessor,
  daemon,
  processes,
  multicore,
  smt,
  coreToCore,
  affinity,
  sharedCore,
  threadingLibrary,
  deadlock,
  asynchronous,
  threadsVsProcesses,
  pool,
  oversubscribe,
  falseSharing,
  progressMap,
  gil,
  gilBlocking,
  gilRelease,
  native,
];
