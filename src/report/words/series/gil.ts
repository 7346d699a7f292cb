import { formatRatio } from '../../../base/units.ts';
import type { GilFinding, ThreadCost } from '../../../stats/engines/engine-reason.ts';
import { wasQueued } from '../../../stats/verdict.ts';

/** What threads of Python did with its lock, a clause for each interpreter of which that is known. */
export function gilWords(findings: readonly GilFinding[]): string[] {
  const isOne = new Set(findings.map(({ interpreter }) => interpreter)).size < 2;
  const words = findings.map((finding) => `${isOne ? '' : `${finding.interpreter}: `}${clause(finding)}`);
  const isHeld = findings.some(({ kind }) => kind === 'holds');
  const isTried = findings.some(({ kind }) => kind === 'absent');
  return isHeld && !isTried ? [...words, 'on a free-threaded build threads would do'] : words;
}

function clause({ kind, work, workers, r, d, cost }: GilFinding): string {
  const queued = wasQueued(d) ? `, queued ${formatRatio(d)}` : '';
  const busy = `busy ${formatRatio(r)}${queued}`;
  switch (kind) {
    case 'holds':
      return `${work} holds the GIL (${workers} threads ${busy}, the other${workers > 2 ? 's' : ''} waiting at one lock)`;
    case 'waits-elsewhere':
      return `threads of ${work} wait at one lock that is not known to be the GIL (${workers} threads ${busy})`;
    case 'one-at-a-time':
      return `threads of ${work} run one at a time, at the GIL or at a lock of its own (${workers} threads ${busy})`;
    case 'releases':
      return `${work} releases the GIL (${workers} threads ${busy})`;
    case 'absent':
      return `there is no GIL, and threads run at once (${workers} threads ${busy})${costWords(cost)}`;
  }
}

function costWords(cost: ThreadCost | null): string {
  if (cost === null) return '';
  return `, but use ${formatRatio(cost.ratio)}× the CPU time of ${cost.than === 'loop' ? 'a loop' : cost.than}, as threads do that share objects`;
}
