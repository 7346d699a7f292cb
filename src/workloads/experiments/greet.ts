import { setTimeout } from 'node:timers/promises';
import type { CreateWork } from '../../model/trial/workload.ts';

/** How long a unit waits: the task has to live long enough to be looked at. */
const UNIT_MS = 10;

/**
 * The notes' first example: a task that says which thread it was assigned to and in which process it runs. It also
 * sets a global variable, to see who else can see it.
 */
export const createWork: CreateWork = (params, host) => {
  const globals = globalThis as Record<string, unknown>;
  const variable = String(params.global);
  const wasSet = variable in globals;
  let greeted = false;
  return {
    async run(count) {
      if (!greeted) {
        greeted = true;
        globals[variable] = host.name;
        process.stdout.write(
          `${params.task} assigned to: ${host.name}\nID of the process that runs it: ${process.pid}\n`,
        );
      }
      await setTimeout(count * UNIT_MS);
    },
    digest: () => String(params.task),
    finding: () => ({ wasSet, isSet: globals[variable] === host.name }),
  };
};
