import { countOf } from '../../../base/units.ts';
import type { ScaleReport } from '../../../model/scaling.ts';

/** `Use 2 workers`. */
export function countLead({ recommendedWorkers }: ScaleReport): string {
  return recommendedWorkers === null ? 'No recommendation' : `Use ${countOf(recommendedWorkers, 'worker')}`;
}

/** Where the curve bends. */
export function kneeWords({ knee }: ScaleReport): string {
  return knee === null
    ? 'unknown, as too little was measured'
    : `${countOf(knee, 'worker')}, the fewest that reach 95 % of the highest throughput`;
}
