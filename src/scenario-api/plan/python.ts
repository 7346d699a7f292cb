import { join } from 'node:path';
import { packageRoot } from '../../base/files/package-root.ts';
import type { JsonObject } from '../../model/json.ts';
import type { FoundPython, Machine } from '../../model/machine/machine.ts';
import type { Amount, WorkSpec } from '../../model/trial/plan.ts';

const NOT_ASKED = 'Python was not looked for';

/** Why nothing can run in Python here, or null where it can. */
export function whyNoPython({ python }: Machine): string | null {
  if (python === null) return NOT_ASKED;
  return python.state === 'missing' ? python.why : null;
}

/** Why nothing can run in NumPy here, or null where it can. */
export function whyNoNumpy(machine: Machine): string | null {
  const python = foundPython(machine);
  if (python === null) return whyNoPython(machine);
  return python.numpy === null ? `NumPy is not installed for ${python.path}` : null;
}

/** What to expect where the user's Python has no GIL (a free-threaded build), in place of the hypothesis. */
export function withoutGil(machine: Machine, hypothesis: string): { readonly hypothesis?: string } {
  return hasGil(machine) ? {} : { hypothesis };
}

/** Whether threads of the user's Python run one at a time: taken for granted where there is none to ask. */
export function hasGil(machine: Machine): boolean {
  return foundPython(machine)?.hasGil ?? true;
}

/** Allows the BLAS under NumPy so many threads. It may be one BLAS or another; each reads a variable of its own. */
export function blasThreads(count: number): Readonly<Record<string, string>> {
  return { OPENBLAS_NUM_THREADS: `${count}`, MKL_NUM_THREADS: `${count}`, OMP_NUM_THREADS: `${count}` };
}

/** The user's Python, or null. */
export function foundPython({ python }: Machine): FoundPython | null {
  return python?.state === 'found' ? python : null;
}

/**
 * Work in Python: a module of scenarios/python whose `create_work(params, host)` gives an object like a workload's
 * (src/model/trial/workload.ts): `run(count)`, `digest()` and, where it finds something out, `finding()`.
 * @param unitMs about how long a unit takes: a worker that is silent for much longer counts as hung
 */
export function pythonWork(name: string, params: JsonObject, amount: Amount, unitMs = 10): WorkSpec {
  const module = join(packageRoot(), 'scenarios', 'python', `${name}.py`);
  return { module, params, amount, unitMs };
}
