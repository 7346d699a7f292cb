import type { CheckOutcome } from '../../../model/check/finding.ts';
import type { Ceiling } from '../../../model/phases.ts';
import type { ProgramFigure, ProgramRequirement } from '../../../model/requirement.ts';
import { isShare } from '../../../model/requirement.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { type BlockedFindings, blockedShare } from './blocked.ts';
import { busyOf, type CoreFindings, coresOfWork, parallelismOf, queuedOf, threadsOf } from './cores.ts';
import { type Measured, unknown } from './measured.ts';

/** What a watch found, as far as it can be asked for. */
export type RequiredOf = CoreFindings & BlockedFindings & { readonly ceiling: Estimated | null };

type Estimated = Pick<Ceiling, 'ratio' | 'errorRatio'>;

/** What came of one requirement. */
export interface RequirementFinding {
  readonly requirement: ProgramRequirement;
  readonly outcome: CheckOutcome;
  readonly measured: Measured;
  /** Cores of those that did the work. */
  readonly cores: { readonly r: number; readonly d: number };
}

/** What came of what was required of a watched program. Pure. @param cpus how many are ours */
export function judgeRequirements(
  requirements: readonly ProgramRequirement[],
  found: RequiredOf,
  cpus: number,
): RequirementFinding[] {
  const cores = coresOfWork(found);
  return requirements.map((requirement) => {
    const measured = found.kind === null ? unknown('no-verdict') : measure(requirement.figure, found, cpus);
    return { requirement, outcome: outcomeOf(requirement, measured), measured, cores };
  });
}

function measure(figure: ProgramFigure, found: RequiredOf, cpus: number): Measured {
  if (isShare(figure)) return blockedShare(figure, found, cpus);
  switch (figure) {
    case 'parallelism':
      return parallelismOf(found, cpus);
    case 'busy':
      return busyOf(found, cpus);
    case 'queued':
      return queuedOf(found, cpus);
    case 'threads':
      return threadsOf(found);
    case 'ceiling':
      return ceilingOf(found.ceiling);
  }
}

/** Two standard errors either way. */
function ceilingOf(ceiling: Estimated | null): Measured {
  if (ceiling === null) return unknown('unknown');
  const { ratio, errorRatio } = ceiling;
  const error = 2 * errorRatio * ratio;
  return { value: ratio, low: Math.max(0, ratio - error), high: ratio + error, doubt: 'samples' };
}

/** It passes, or fails, where it does so wherever between its limits the figure is. */
function outcomeOf(requirement: ProgramRequirement, { low, high }: Measured): CheckOutcome {
  const slack = isOfCores(requirement.figure) ? THRESHOLDS.measuringSlack : 0;
  if ('atLeast' in requirement) {
    const least = requirement.atLeast * (1 - slack);
    return low >= least ? 'pass' : high < least ? 'fail' : 'inconclusive';
  }
  const most = requirement.atMost * (1 + slack);
  return high <= most ? 'pass' : low > most ? 'fail' : 'inconclusive';
}

function isOfCores(figure: ProgramFigure): boolean {
  return figure === 'parallelism' || figure === 'busy' || figure === 'queued';
}
