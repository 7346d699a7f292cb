import type { Cause } from '../../src/model/cause.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import type { Kind } from '../../src/model/trial/observation.ts';
import type { WaitedLock } from '../../src/model/waits.ts';
import type { Expected, ExpectedLock, Row } from './row.ts';
import type { Situation } from './situations.ts';

/** What takes the cores of a parallel program, in each situation: its verdict must name that. */
const TAKES_CORES: Readonly<Record<Situation, readonly Cause['kind'][]>> = {
  free: ['neighbours', 'steal'],
  'one CPU': ['affinity'],
  burners: ['neighbours', 'steal', 'affinity'],
};

/** What is expected of a program whose runtime fits it to one CPU. */
const ONE_THREAD = { kind: 'MIXED', says: /one thread did .* CPU 0 alone/ } as const;

/** The least share of all blocked time that an expected wait has. */
const SEEN = 0.1;

/** What a document says otherwise than its row expects: empty where all is right. */
export function faultsOf(row: Row, situation: Situation, report: WatchReport): string[] {
  const expected: Expected = row.fitsCpus && situation === 'one CPU' ? ONE_THREAD : row;
  return [kindFault, wordsFault, lockFault, waitsFault, deadlockFault].flatMap(
    (fault) => fault(expected, report, situation) ?? [],
  );
}

function kindFault({ kind }: Expected, report: WatchReport, situation: Situation): string | null {
  const is = kind === 'PARALLEL' ? kindAfterStart(report) : report.kind;
  if (is === kind && !(kind === 'PARALLEL' && situation === 'one CPU')) return null;
  const named = report.causes.some((cause) => TAKES_CORES[situation].includes(cause.kind));
  if (kind === 'PARALLEL' && is === 'STARVED' && named) return null;
  return `is ${report.kind}, not ${kind}`;
}

/** A start that is long enough for a phase of its own is serial, and makes the whole MIXED: then what follows counts. */
function kindAfterStart({ kind, phases, because }: WatchReport): Kind | null {
  const isInPhases = kind === 'MIXED' && /, then /.test(because);
  return isInPhases ? (phases.at(-1)?.kind ?? null) : kind;
}

function wordsFault({ says, neverSays }: Expected, { because }: WatchReport): string | null {
  if (!says.test(because)) return `doesn’t say ${says}`;
  return neverSays?.test(because) ? `says ${neverSays}` : null;
}

function lockFault({ lock }: Expected, { locks }: WatchReport): string | null {
  if (lock === undefined || locks.some((seen) => seen.shared && isThe(lock, seen))) return null;
  return `has no lock ${lock.symbol ?? lock.where ?? 'that is the GIL'} that threads share`;
}

function isThe({ symbol, where, isGil }: ExpectedLock, seen: WaitedLock): boolean {
  if (symbol !== undefined && !symbol.test(seen.symbol ?? '')) return false;
  return (where === undefined || where.test(seen.where)) && (isGil === undefined || seen.isGil);
}

function waitsFault({ waits = [] }: Expected, report: WatchReport): string | null {
  const missing = waits.filter((kind) => (report.waits[kind] ?? 0) < SEEN * blockedNs(report));
  return missing.length === 0 ? null : `waits too little for ${missing.join(', ')}`;
}

function deadlockFault({ deadlocked = 0 }: Expected, { deadlock }: WatchReport): string | null {
  const found = deadlock?.length ?? 0;
  return found === deadlocked ? null : `has a deadlock of ${found} threads, not of ${deadlocked}`;
}

export function blockedNs({ waits }: WatchReport): number {
  return Object.values(waits).reduce((sum: number, ns) => sum + (ns ?? 0), 0);
}
