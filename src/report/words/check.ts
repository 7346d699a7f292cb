import { countOf, formatRatio } from '../../base/units.ts';
import type { Check, CheckedFinding } from '../../model/check/check.ts';
import type {
  CheckFinding,
  CheckReason,
  CpuLimit,
  Expected,
  Observed,
  PlainReason,
} from '../../model/check/finding.ts';
import type { CheckResult } from '../../model/documents/check.ts';
import type { Claim } from '../../model/scenario.ts';
import { causesOrUnknown, throttledText } from './causes.ts';
import { busyQueued } from './figures.ts';

/** A check's finding, as a document has it: in words. */
export function checkInWords({ id, title, seconds, timedWith, ...finding }: CheckedFinding): CheckResult {
  return { id, title, ...findingInWords(finding), seconds, timedWith };
}

export function findingInWords({
  expected,
  observed,
  reason,
  ...found
}: CheckFinding): Omit<CheckResult, 'id' | 'title' | 'seconds' | 'timedWith'> {
  return {
    expected: expectedWords(expected),
    observed: observedWords(observed),
    ...found,
    because: checkBecause(reason),
  };
}

/** A check that a dry run lists. */
export function listedCheck({ id, title, isExtra }: Check): CheckResult {
  return {
    id,
    title,
    outcome: 'inconclusive',
    expected: title,
    observed: 'nothing was run',
    because: 'it was listed, not run',
    causes: [],
    seconds: null,
    timedWith: null,
    ...(isExtra === undefined ? {} : { isExtra }),
  };
}

function expectedWords(expected: Expected): string {
  switch (expected.kind) {
    case 'any-number':
      return 'any number';
    case 'serialised':
      return 'SERIALISED';
    case 'all-gone':
      return 'every worker’s thread or process is gone';
    case 'evidence':
      return 'evidence';
    case 'usable-cpus':
      return `at least ${expected.atLeast} CPUs`;
    case 'cores-busy':
      return `at least ${formatRatio(expected.atLeast)} cores busy`;
    case 'cores-wanted':
      return `busy + queued at least ${formatRatio(expected.atLeast)} cores`;
    case 'reported-cpus':
      return `os.availableParallelism() at most ${expected.maxRatio} × the measured CPUs`;
    case 'masks':
      return `${countOf(expected.workers, 'mask')} read back as requested, each worker only on its own CPU`;
    case 'claims':
      return claimsWords(expected.claims, 'expected');
  }
}

function observedWords(observed: Observed): string {
  switch (observed.kind) {
    case 'nothing-run':
      return 'nothing was run';
    case 'usable-cpus':
      return `${formatRatio(observed.cpus)} usable CPUs`;
    case 'figures':
      return figures(observed);
    case 'figures-first':
      return `${figures(observed)}, ${observed.trial ?? 'unknown'}`;
    case 'kind-first':
      return `${observed.trial ?? 'unknown'}, ${figures(observed)}`;
    case 'attainable': {
      const { cpus, reported } = observed;
      const attainable = cpus === null ? 'unknown' : `${formatRatio(cpus)} attainable`;
      return `${reported} reported, ${attainable} (${figures(observed)})`;
    }
    case 'masks':
      return `${countOf(observed.applied, 'mask')} applied, on its own CPU in ${observed.onOwnCpu.observed}`;
    case 'leaked':
      return leakedWords(observed);
    case 'claims':
      return claimsWords(observed.claims, 'observed');
  }
}

/** `busy 1.98, queued 0.02 (cores)`, or `unknown`. */
function figures({ r, d }: { readonly r: number | null; readonly d: number | null }): string {
  return r === null ? 'unknown' : busyQueued({ r, d });
}

function leakedWords({ workers }: Extract<Observed, { kind: 'leaked' }>): string {
  if (workers === null) return 'unknown';
  if (workers.length === 0) return 'all are gone';
  return workers.map(({ name, pid, tid }) => `${name} (PID ${pid}, TID ${tid})`).join(', ');
}

function claimsWords(claims: readonly Claim[], side: 'expected' | 'observed'): string {
  return claims.map((claim) => `${claim.id}: ${claim[side]}`).join('; ');
}

/** Why a check came out as it did, in one sentence without its stop. */
export function checkBecause(reason: CheckReason): string {
  switch (reason.kind) {
    case 'limit':
      return limitWords(reason.limit);
    case 'throttled': {
      const limit = reason.limit === null ? 'a quota applies' : limitWords(reason.limit);
      return `${limit}; ${throttledText(reason.quota)}`;
    }
    case 'causes':
      return causesOrUnknown(reason.causes);
    case 'ready-at-once':
      return `they were ready to run at the same time; ${causesOrUnknown(reason.causes)}`;
    case 'queued-for-rest':
      return `threads were queued for the rest: ${causesOrUnknown(reason.causes)}`;
    case 'too-few-busy':
      return `too few cores were busy to decide: ${causesOrUnknown(reason.causes)}`;
    case 'partly-measured':
      return `only ${reason.workers} of the allowed CPUs were measured`;
    case 'workers-failed':
      return reason.workers.map(({ name, fault }) => `${name}: ${fault.message}`).join('; ');
    case 'not-pinned':
      return reason.why ?? 'unknown';
    case 'pin-rejected':
      return `${reason.worker}: ${reason.why}`;
    case 'all-claims-hold':
      return `all ${reason.count} claims hold`;
    case 'claims-false':
      return reason.claims.map(({ statement }) => `false: ${statement}`).join('; ');
    case 'stopped':
      return `it was stopped: ${reason.by}`;
    default:
      return PLAIN[reason.kind];
  }
}

function limitWords(limit: CpuLimit): string {
  switch (limit.kind) {
    case 'quota':
      return `the quota of ${limit.group} allows ${formatRatio(limit.cpus)} CPUs`;
    case 'affinity':
      return `the affinity mask allows ${limit.allowed} of ${limit.online} CPUs`;
    case 'machine':
      return `this machine has ${limit.cpus ?? 'an unknown number of'} CPUs`;
    case 'unknown':
      return 'the limits allow fewer';
  }
}

const PLAIN: Readonly<Record<PlainReason, string>> = {
  'budget-used-up': 'the budget was used up before it could run',
  'busy-machine': 'the machine was busy with other things',
  'claims-open': 'the machine was too busy, or it is unknown whether the file was written',
  'cores-busy-at-once': 'that many cores were busy at the same time',
  leaked: 'leaked: they are still alive',
  'lock-not-recognisable': 'one usable CPU: a lock can’t be recognised on one CPU',
  'lock-not-shown': 'the evidence of this machine doesn’t show a lock: its verdicts are not reliable',
  'masks-and-samples-agree': 'masks and samples agree',
  'no-cpu-sample': 'there is no sample of a worker’s CPU',
  'no-schedstat': 'the kernel doesn’t report how long threads run',
  'none-leaked': 'PIDs and TIDs were looked up after the workers’ end',
  'not-wanted-at-once': 'they did not want that many cores at the same time',
  'nothing-required': 'nothing was required',
  'one-at-a-time': 'two threads that share one lock run one at a time',
  'one-usable-cpu': 'one usable CPU: nothing can run in parallel',
  'one-worker': 'one worker: parallelism needs two',
  'pool-gets-its-cores': 'a pool of that size gets its cores',
  'ran-at-once': 'they ran at the same time',
  'seen-elsewhere': 'a worker ran on another CPU than its own',
  'unknown-workers': 'no worker ran, or threads can’t be looked up here',
};
