import { fileURLToPath } from 'node:url';
import type { Amount, WorkSpec } from '../../model/trial/plan.ts';
import type { Share } from '../../model/trial/workload.ts';
import { workloadModule } from '../../workloads/index.ts';

/** A call may take this long by default; a worker that is silent for five times as long hangs. */
const CALL_MS = 2_000;

/** How much a worker calls, and with what. */
export type Calls = Amount & {
  /** About how long a call takes at most, in ms: 2000 by default. */
  readonly unitMs?: number;
  /** The indexes that this worker's calls get, where several workers share them: all from 0 on by default. */
  readonly share?: Share;
};

/**
 * Work that calls a function of the user's own: with 0, with 1, and so on, until the amount is done. What the last call
 * gave is the worker's `finding`.
 * @param module the module that exports it: mostly `import.meta.url`; a path where that is CommonJS (`__filename`)
 * @param name the export's name
 */
export function callFunction(module: string | URL, name: string, calls: Calls): WorkSpec {
  const { unitMs = CALL_MS, share = { first: 0, stride: 1 }, ...amount } = calls;
  const file = String(module).startsWith('file:') ? fileURLToPath(module) : String(module);
  return {
    module: workloadModule('call'),
    params: { function: { file, name }, share: { ...share } },
    amount,
    unitMs,
  };
}
