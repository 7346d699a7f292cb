import type { Warning } from '../model/warning.ts';
import type { GroupSetup } from './workers/worker-group.ts';

/** Who wants to know what goes on, and what the workers get from us. */
export interface MapContext {
  /** Of processes; `PATH` is also where their helper programs are looked for. */
  readonly env: NodeJS.ProcessEnv;
  readonly takeLine: GroupSetup['takeLine'];
  /** Told of each worker that ended unasked. */
  readonly warn: (warning: Warning) => void;
  /** Whether it is to be found out where the workers’ time goes. */
  readonly wantsInsights?: boolean;
  /** For who measures the work alone: called when all workers are ready, before any has work. */
  readonly beforeWork?: () => void;
}
