import { countOf, formatRatio, formatShare } from '../../base/units.ts';
import {
  isShare,
  type ProgramFigure,
  type ProgramRequirement,
  type RequirementResult,
} from '../../model/requirement.ts';
import type { WaitKind } from '../../model/waits.ts';
import type { WatchBody } from '../../run/watch/fold.ts';
import type { RequirementFinding } from '../../run/watch/requirements/judge.ts';
import type { Doubt, Measured } from '../../run/watch/requirements/measured.ts';
import { busyQueued, times } from './figures.ts';
import { lockName } from './lock-name.ts';
import { WAIT_NAMES, waitSharesText } from './wait-names.ts';

type Watched = Pick<WatchBody, 'kind' | 'threads' | 'locks' | 'because' | 'waitsUnread'>;

/** What came of a requirement, as a document has it. */
export function requirementInWords(finding: RequirementFinding, watched: Watched): RequirementResult {
  const { requirement, outcome, measured } = finding;
  return {
    id: requirementText(requirement),
    figure: requirement.figure,
    outcome,
    expected: expectedWords(requirement),
    observed: observedWords(finding),
    value: measured.value,
    because: becauseWords(finding, watched),
  };
}

/** As it is typed: `blocked.lock<=10%`. */
function requirementText(requirement: ProgramRequirement): string {
  const { figure } = requirement;
  const [operator, limit] =
    'atLeast' in requirement ? ['>=', requirement.atLeast] : ['<=', requirement.atMost];
  return `${figure}${operator}${isShare(figure) ? `${percent(limit)}%` : limit}`;
}

/** What a figure is. */
export function figureWords(figure: ProgramFigure): string {
  if (isShare(figure)) {
    const kind = figure.slice('blocked.'.length);
    const what = kind === '' ? '' : ` (${WAIT_NAMES[kind as WaitKind]})`;
    return `how much of their time the threads that did the work were blocked${what}`;
  }
  return FIGURES[figure];
}

const FIGURES = {
  parallelism: 'busy + queued cores of the threads that did the work',
  busy: 'cores busy',
  queued: 'cores queued for',
  threads: 'threads that did the work',
  ceiling: 'how many times as fast it could become with any number of cores',
} as const;

function expectedWords(requirement: ProgramRequirement): string {
  const { figure } = requirement;
  return 'atLeast' in requirement
    ? `at least ${amount(figure, requirement.atLeast)}`
    : `at most ${amount(figure, requirement.atMost)}`;
}

function observedWords({ requirement: { figure }, measured, cores }: RequirementFinding): string {
  const { value } = measured;
  if (value === null) return 'unknown';
  const exact = isShare(figure) ? formatShare(value) : amount(figure, value);
  return figure === 'parallelism' ? `${exact}: ${busyQueued(cores)}` : exact;
}

function amount(figure: ProgramFigure, value: number): string {
  if (isShare(figure)) return `${percent(value)} %`;
  if (figure === 'threads') return countOf(value, 'thread');
  return figure === 'ceiling' ? times(value) : `${formatRatio(value)} cores`;
}

/** Without the dust of binary fractions. */
function percent(share: number): number {
  return Number((share * 100).toPrecision(6));
}

function becauseWords(finding: RequirementFinding, watched: Watched): string {
  const { requirement, outcome, measured } = finding;
  const { doubt } = measured;
  const isOpen = outcome === 'inconclusive' && doubt !== null;
  const reasons = [
    ...(isOpen ? [doubtWords(measured, doubt, requirement.figure, watched)] : []),
    ...(isShare(requirement.figure) && doubt !== 'no-verdict' ? blockedWords(watched) : []),
    watched.because,
  ];
  return reasons.filter((reason) => reason !== '').join('; ');
}

/** `they were blocked in lock 64 %, sleep 5 % of their time (lock A: counter_lock in m)`. */
function blockedWords({ kind, threads, locks }: Watched): string[] {
  const busy = threads.filter(({ isBusy }) => isBusy || kind === 'WAITING');
  const kinds = Object.keys(WAIT_NAMES) as WaitKind[];
  const waits = Object.fromEntries(
    kinds.map((kind) => [kind, busy.reduce((sum, thread) => sum + (thread.waits[kind] ?? 0), 0)]),
  ) as Record<WaitKind, number>;
  const wholeNs = busy.reduce((sum, { firstSeenNs, lastSeenNs }) => sum + lastSeenNs - firstSeenNs, 0);
  const text = waitSharesText(waits, wholeNs);
  const lock = locks.find(({ shared }) => shared);
  const name = lock === undefined ? '' : ` (lock ${lock.id}: ${lockName(lock)})`;
  return text === '' ? [] : [`blocked, of their time: ${text}${name}`];
}

function doubtWords({ low, high }: Measured, doubt: Doubt, figure: ProgramFigure, watched: Watched): string {
  const upTo = Number.isFinite(high)
    ? `anything from ${amount(figure, rounded(low))} to ${amount(figure, rounded(high))}`
    : `${amount(figure, rounded(low))} or more`;
  switch (doubt) {
    case 'no-verdict':
      return '';
    case 'unread':
      return `it couldn’t be read what they were blocked in: ${watched.waitsUnread?.why ?? 'nothing was found'}`;
    case 'unknown':
      return 'it couldn’t be found out';
    default:
      return `it may be ${upTo}: ${DOUBTS[doubt]}`;
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

const DOUBTS: Readonly<Record<Exclude<Doubt, 'no-verdict' | 'unread' | 'unknown'>, string>> = {
  unseen: 'not all that it ran, or was queued for, was seen',
  stopped: 'it was stopped for a while',
  contended: 'threads that wait for each other are queued each time that they are woken',
  spinning: 'threads that spin are busy and queued without work',
  queued: 'it was queued for the rest',
  disturbed: 'other programs, or a limit, took the CPUs meanwhile',
  samples: 'samples don’t tell it more exactly',
};
