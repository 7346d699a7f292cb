import { ConcurError, type ErrorDetails } from '../../base/errors/errors.ts';
import { withTrace } from '../../base/errors/with-trace.ts';
import { maxOf, minOf } from '../../base/extremes.ts';
import { kernelIdentity } from '../../base/kernel-identity.ts';
import type { Cause } from '../../model/cause.ts';
import { isOneLoop, shortName } from '../../model/engines/engine-names.ts';
import type { EngineName } from '../../model/engines/engines.ts';
import type { RunEvent } from '../../model/trial/events.ts';
import { wasInterrupted } from '../../model/trial/evidence.ts';
import type { Observation, WorkerRecord } from '../../model/trial/observation.ts';
import type { TrialPlan } from '../../model/trial/plan.ts';
import { isDisturbed, isUneven } from '../../stats/disturbance.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { causesOf } from '../causes.ts';
import type { RunContext } from '../run-context.ts';
import { type Conducted, conductTrial } from '../trial/trial.ts';
import {
  type Candidate,
  inputsOf,
  type Layout,
  planRun,
  type SeriesRun,
  type UnitWork,
} from './candidate.ts';
import type { Place } from './interleave.ts';
import { type Profile, profileOf } from './profile.ts';
import { atRevision, inRepository } from './revision.ts';
import { lockOf } from './run-lock.ts';

/**
 * One run of one candidate. Null when it was ended from outside.
 * @throws ConcurError (USER_CODE, WORKER_FAILED, USAGE) when a worker fails
 */
export async function runCandidate(
  candidate: Candidate,
  { round, turn, index }: Place,
  { layout, context }: { readonly layout: Layout; readonly context: RunContext },
): Promise<{ run: SeriesRun; results: readonly unknown[] } | null> {
  const { label, engine, workers, python } = candidate;
  const machine = python === null ? context.machine : { ...context.machine, python };
  const plan = planRun(candidate, layout, machine);
  const emit = throughSeries(index, round, context);
  const conducted = await conductWhole(plan, { ...context, machine, emit }, candidate);
  if (context.signal.aborted) return null;
  const { observation } = conducted;
  const profile = profileOf(conducted);
  if (profile === null) throw failureOf(conducted, candidate);
  const { results, ...figures } = profile;
  const run = {
    ...figures,
    engine: shortName(engine),
    label,
    workers,
    round,
    turn,
    totalNs: totalOf(engine, profile),
    r: profile.cpuNs === null ? observation.r : profile.cpuNs / profile.workNs,
    d: observation.d,
    lock: lockOf(observation),
    timeline: observation.timeline,
    end: null,
    causes: [...causesIn(observation, context), ...imbalance(observation, context.cpus.length)],
  };
  return { run, results };
}

/** A run without one of its workers says nothing: where one fails, the others don't go on. */
function conductWhole(plan: TrialPlan, context: RunContext, candidate: Candidate): Promise<Conducted> {
  const failure = new AbortController();
  const signal = AbortSignal.any([context.signal, failure.signal]);
  const emit = (event: RunEvent) => {
    if (event.type === 'worker-failed') failure.abort('another worker failed');
    context.emit(event);
  };
  return conductTrial('series', plan, { ...context, signal, emit }, inputsOf(candidate));
}

/** What a program would wait for: with one loop, nobody has to start and nothing has to be sent. */
function totalOf(engine: EngineName, { startupNs, transferNs, workNs }: Profile): number {
  return isOneLoop(engine) ? workNs : startupNs + transferNs + workNs;
}

/** Workers that end far apart, while the last one's core is the only one that is busy. */
function imbalance({ workers }: Observation, cpus: number): readonly Cause[] {
  // More workers than CPUs end when the kernel lets them.
  if (workers.length > cpus) return [];
  const times = workers.flatMap(({ startNs, endNs }) =>
    startNs === null || endNs === null ? [] : [endNs - startNs],
  );
  const [least, most] = [minOf(times), maxOf(times)];
  return times.length >= 2 && isUneven(least, most) ? [{ kind: 'imbalance', ratio: most / least }] : [];
}

/** What its verdict rests on, and what disturbed it all the same. */
function causesIn(observation: Observation, { cpus, machine }: RunContext): readonly Cause[] {
  const { conditions, causes, kind, wallNs } = observation;
  if ((wallNs ?? 0) < THRESHOLDS.shortestWatchNs) return [];
  const isToldAlready = kind === 'STARVED' || kind === 'MIXED';
  if (isToldAlready || !isDisturbed(conditions, cpus.length)) return causes;
  return [...causes, ...causesOf(observation, cpus.length, machine.quotaCpus)];
}

/** Of a run's own events only what its workers print is passed on, and of that only the first run's. */
function throughSeries(candidate: number, round: number, context: RunContext): (event: RunEvent) => void {
  return (event) => {
    if (event.type === 'trial-sampled') context.emit(event);
    if (event.type === 'worker-output' && round === 1) context.emit({ ...event, worker: candidate });
  };
}

/** What is to be said of a fault besides, by its code. */
const DETAILS: Readonly<Record<string, ErrorDetails>> = {
  LOAD_TIMED_OUT: { hint: 'Check what the module awaits, or computes, at its top level.' },
  HUNG: { facts: { kind: 'hung' } },
  NOT_CLONEABLE: {
    hint: 'Return plain data: numbers, strings, arrays, objects, Map, Set, typed arrays. Functions and symbols can’t be sent.',
  },
};

function detailsOf(code: string | null, { runtime }: UnitWork): ErrorDetails {
  if (code === 'NOT_CLONEABLE' && runtime === 'python')
    return { hint: 'Return what pickle can take: plain data.' };
  return DETAILS[code ?? ''] ?? {};
}

/** The faults, besides signals, with which a worker is gone. */
const ENDED = ['EXITED', 'OUT_OF_MEMORY', 'HUNG'];

/** Why a run has no figures. */
function failureOf(
  { observation: { workers }, ...conducted }: Conducted,
  { label, work }: Candidate,
): ConcurError {
  const trace = conducted.workers.find((worker) => worker.trace !== null)?.trace ?? null;
  const faulty = workers.filter(({ fault }) => fault !== null);
  const failed = faulty.find(({ fault }) => !wasInterrupted(fault)) ?? faulty[0];
  const { message: said = 'its workers reported no times', code = null } = failed?.fault ?? {};
  const { revision } = work;
  if (code === 'NO_SUCH_FUNCTION')
    return new ConcurError('USAGE', revision === null ? said : atRevision(said, revision));
  const message = revision === null ? said : inRepository(said, revision);
  const where = work.place === null ? '' : ` in ${work.place}`;
  // A signal, other than one that a process without memory sends itself, comes from outside of the user's code.
  const isKilled = code === null && failed?.fault?.signal != null;
  const error = new ConcurError(
    work.place === null || isKilled ? 'WORKER_FAILED' : 'USER_CODE',
    `${label}${failed === undefined ? '' : whoEnded(failed)}${where}: ${message}`,
    detailsOf(code, work),
  );
  return withTrace(error, trace);
}

/** Whoever ended unasked, or had to be ended, as the kernel calls it. Where the function threw, any worker would have. */
function whoEnded(worker: WorkerRecord): string {
  const { fault } = worker;
  const hasEnded = fault?.signal != null || ENDED.includes(fault?.code ?? '');
  const identity = hasEnded ? kernelIdentity(worker) : null;
  return identity === null ? '' : ` (${identity})`;
}
