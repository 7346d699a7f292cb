import { formatNs } from '../../base/units.ts';
import type { DetachedProcess } from '../../model/documents/watch.ts';

/** So many are named; the document has them all. */
const MOST_NAMED = 3;

/** Who left the program and went on, behind the verdict’s reason; nothing where nobody did. */
export function detachedWords(detached: readonly DetachedProcess[]): string {
  const [only, ...others] = detached;
  if (only === undefined) return '';
  const ran = formatNs(detached.reduce((sum, { runNs }) => sum + runNs, 0));
  if (others.length === 0) {
    const there = only.isThere ? ', and is still there' : '';
    return `; a process left the program (a daemon or a background job), ${nameOf(only)}, and itself ran ${ran}${there}`;
  }
  const rest = detached.length > MOST_NAMED ? ', …' : '';
  const names = `${detached.slice(0, MOST_NAMED).map(nameOf).join(', ')}${rest}`;
  return `; ${detached.length} processes left the program (daemons or background jobs: ${names}) and themselves ran ${ran} in all`;
}

function nameOf({ comm, pid }: DetachedProcess): string {
  return `${JSON.stringify(comm)} (PID ${pid})`;
}
