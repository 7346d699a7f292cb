import type { Check } from '../model/check/check.ts';
import { claimed } from './claimed.ts';
import { control } from './control.ts';
import { cpus } from './cpus.ts';
import { daemon } from './daemon.ts';
import { leakedWorkers } from './leaked-workers.ts';
import { parallelism } from './parallelism.ts';
import { pinning } from './pinning.ts';
import { processes, threads } from './side-by-side.ts';

/** Every check, in the order in which they are told. A new one is a file beside this and a line here. */
export const CHECKS: readonly Check[] = [
  cpus,
  parallelism,
  pinning,
  threads,
  processes,
  control,
  daemon,
  leakedWorkers,
  claimed,
];
