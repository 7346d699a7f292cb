import type { ComparedEngine, CompareReport } from '../../../model/documents/comparison.ts';
import { areCommands } from '../series/commands.ts';
import { unitWords } from '../series/series.ts';

/** What the candidates are, in a word. */
export function candidateWord({ workload, recommendation }: CompareReport): 'engine' | 'version' | 'command' {
  if (areCommands(workload)) return 'command';
  return recommendation.label === undefined ? 'engine' : 'version';
}

/** `hash on loop, threads`; `hashRow: old.ts, new.ts`. */
export function titleOf(report: CompareReport): string {
  const { workload, results } = report;
  const labels = results.map(({ label }) => label).join(', ') || 'nothing';
  return `${workload.name}${candidateWord(report) === 'engine' ? ' on ' : ': '}${labels}`;
}

/** What a unit is, and each version's code. */
export function aboutUnits(report: CompareReport): string[] {
  const { workload, results } = report;
  if (candidateWord(report) !== 'version') return unitWords(workload);
  return [`A unit: ${workload.unit}.`, ...results.map(versionLine)];
}

/** `old.ts: /path/old.ts#hashRow.`; `a1b2c3d: /path/work.ts#hashRow at a1b2c3d….` */
function versionLine({ label, subject }: ComparedEngine): string {
  const revision = subject?.revision == null ? '' : ` at ${subject.revision}`;
  return `${label}: ${subject?.label ?? 'unknown'}${revision}.`;
}
