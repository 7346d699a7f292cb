// Made of the files around it by scripts/registries.ts: npm run build writes it anew.
// biome-ignore-all assist/source/organizeImports: as they are listed
import type { Scenario } from '../src/model/scenario.ts';
import threads from './threads.ts';
import sharedMemory from './shared-memory.ts';
import wordProcessor from './word-processor.ts';
import daemon from './daemon.ts';
import processes from './processes.ts';
import machines from './machines.ts';
import multicore from './multicore.ts';
import smt from './smt.ts';
import coreToCore from './core-to-core.ts';
import affinity from './affinity.ts';
import sharedCore from './shared-core.ts';
import threadingLibrary from './threading-library.ts';
import deadlock from './deadlock.ts';
import async from './async.ts';
import threadsVsProcesses from './threads-vs-processes.ts';
import pool from './pool.ts';
import oversubscribe from './oversubscribe.ts';
import falseSharing from './false-sharing.ts';
import progressMap from './progress-map.ts';
import gil from './gil.ts';
import gilBlocking from './gil-blocking.ts';
import gilRelease from './gil-release.ts';
import native from './native.ts';

/** Every experiment, by its `order`. */
export const SCENARIOS: readonly Scenario[] = [
  threads,
  sharedMemory,
  wordProcessor,
  daemon,
  processes,
  machines,
  multicore,
  smt,
  coreToCore,
  affinity,
  sharedCore,
  threadingLibrary,
  deadlock,
  async,
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
