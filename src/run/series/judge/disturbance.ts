import type { Cause } from '../../../model/cause.ts';
import type { ComparedRun } from '../../../model/documents/comparison.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';

const OUTSIDE: readonly Cause['kind'][] = ['neighbours', 'steal', 'pause', 'stopped'];

/** Whether a cause comes from outside: neighbours, the host, a pause. A quota or an affinity is the machine itself. */
export function isDisturbance({ kind }: Cause): boolean {
  return OUTSIDE.includes(kind);
}

/** Whether half of a candidate's runs, or more, were disturbed from outside. */
export function wasDisturbed(
  runs: readonly Pick<ComparedRun, 'label' | 'causes'>[],
  { label }: { readonly label: string },
): boolean {
  const own = runs.filter((run) => run.label === label);
  const disturbed = own.filter(({ causes }) => causes.some(isDisturbance));
  return own.length > 0 && disturbed.length >= own.length * THRESHOLDS.usualShare;
}
