import type { ComparedRun } from '../../model/comparison.ts';

/** Whether a cause comes from outside: neighbours, the host, a pause. A quota or an affinity is the machine itself. */
export function isDisturbance(cause: string): boolean {
  return /^(?:neighbours|steal|a pause):?/.test(cause);
}

/** Whether half of a contestant's runs, or more, were disturbed from outside. */
export function wasDisturbed(
  runs: readonly Pick<ComparedRun, 'label' | 'causes'>[],
  { label }: { readonly label: string },
): boolean {
  const own = runs.filter((run) => run.label === label);
  return own.length > 0 && own.filter(({ causes }) => causes.some(isDisturbance)).length * 2 >= own.length;
}
