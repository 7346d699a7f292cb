import { countOf, formatNs } from '../../base/units.ts';
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
    return `; a daemon left the program, ${nameOf(only)}, and ran ${ran}${there}`;
  }
  const rest = detached.length > MOST_NAMED ? ', …' : '';
  const names = `${detached.slice(0, MOST_NAMED).map(nameOf).join(', ')}${rest}`;
  return `; ${countOf(detached.length, 'daemon')} left the program (${names}) and ran ${ran} in all`;
}

function nameOf({ comm, pid }: DetachedProcess): string {
  return `${JSON.stringify(comm)} (PID ${pid})`;
}
