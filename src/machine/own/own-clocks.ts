import { readFileSync } from 'node:fs';
import { parseSchedstat } from '../proc/proc-text.ts';

/** What the calling thread has run, and waited for a core, since it was born, in ns; null where the kernel doesn't tell. */
export function ownClocks(): { readonly runNs: number | null; readonly runDelayNs: number | null } {
  try {
    return parseSchedstat(readFileSync('/proc/thread-self/schedstat', 'latin1'));
  } catch {
    return { runNs: null, runDelayNs: null };
  }
}
