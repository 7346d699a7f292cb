import { countOf, formatNs, formatRatio, formatShare } from '../../base/units.ts';
import type { Manner, Phase } from '../../model/phases.ts';
import type { SeenPhase } from '../../run/watch/phases/judge-phase.ts';
import { lengthOf, timesOf, toldPhases } from '../../stats/phases/told-phases.ts';
import { causesOrUnknown, lockText } from './causes.ts';
import { namedThread } from './figures.ts';
import { waitSharesText } from './wait-names.ts';

type Figures = Extract<SeenPhase['reason'], { readonly kind: 'figures' }>;

/** What the use of cores in a phase is called. */
const MANNER_NAMES: Readonly<Record<Manner, string>> = {
  serial: 'serial',
  parallel: 'parallel',
  starved: 'parallel, but starved',
  'one-at-a-time': 'one at a time',
  waiting: 'waiting',
  mixed: 'mixed',
};

export function phaseInWords({ reason, ...phase }: SeenPhase): Phase {
  return { ...phase, because: reason.kind === 'figures' ? phaseBecause(phase, reason) : 'nothing was seen' };
}

function phaseBecause({ manner }: Pick<SeenPhase, 'manner'>, figures: Figures): string {
  const { r, d, threads, busyThreads, wasQueued, waited, causes } = figures;
  const who = countOf(busyThreads, 'thread');
  const queued = wasQueued ? `, queued ${formatRatio(d)}` : '';
  switch (manner) {
    case 'serial':
      return `${serialWords(figures)}${queued}: ${restWords(figures)}`;
    case 'parallel':
      return `${who} kept ${formatRatio(r)} cores busy at once`;
    case 'starved':
      return `${who} wanted ${formatRatio(r + d)} cores and got ${formatRatio(r)}: ${causesOrUnknown(causes)}`;
    case 'one-at-a-time': {
      const lock = causes.find((cause) => cause.kind === 'lock');
      return `${who}, one at a time, busy ${formatRatio(r)}${queued}: ${lockText(lock ?? { between: 'threads' })}`;
    }
    case 'waiting': {
      const what = waited === null ? '' : waitSharesText(waited.waits, waited.blockedNs);
      return `${countOf(threads, 'thread')} ran ${formatShare(r)} of one core${queued}: the rest was waiting${what === '' ? '' : ` (${what})`}`;
    }
    default:
      return `${who} busy ${formatRatio(r)} cores on average${queued}`;
  }
}

/** `one thread, "make" (tid 12), busy 0.99`. */
function serialWords({ worker, busyThreads, r }: Figures): string {
  const busy = `busy ${formatRatio(r)}`;
  if (worker === null) return `${countOf(busyThreads, 'thread')}, one after the other, ${busy}`;
  const who = busyThreads === 1 ? 'one thread' : 'mostly one thread';
  return `${who}, ${namedThread(worker)}, ${busy}`;
}

/** What the others did, or the one itself for the rest of the time. */
function restWords({ shape, waited }: Figures): string {
  if (shape !== 'part-time') return 'nobody else wanted to run';
  const what = waited === null ? '' : waitSharesText(waited.waits, waited.blockedNs);
  return `waiting for the rest of the time${what === '' ? '' : ` (${what})`}`;
}

/** `serial for 10.00 s (one thread, "make", busy 0.99), then parallel for 5.00 s (4 threads, busy 3.90)`. */
export function phasesWords(phases: readonly SeenPhase[]): string {
  const told = toldPhases(phases);
  if (told !== null) return told.map(oneOfSeveral).join(', then ');
  const totals = [...timesOf(phases)].map(
    ([manner, ns]) => `${MANNER_NAMES[manner]} for ${formatNs(ns)} in all`,
  );
  return `${phases.length} phases: ${totals.join(', ')}`;
}

/** `SERIAL, THEN PARALLEL`: what a verdict by phases is called. */
export function phasesHeadline(phases: readonly Phase[]): string {
  const told = toldPhases(phases);
  return (told === null ? 'in phases' : told.map(mannerName).join(', then ')).toUpperCase();
}

function oneOfSeveral(phase: SeenPhase): string {
  return `${mannerName(phase)} for ${formatNs(lengthOf(phase))} (${whoWords(phase)})`;
}

function whoWords({ reason, r, d, manner }: SeenPhase): string {
  if (reason.kind !== 'figures') return 'nothing was seen';
  const { worker, busyThreads, wasQueued } = reason;
  const busy = `busy ${formatRatio(r)}${wasQueued ? `, queued ${formatRatio(d)}` : ''}`;
  if (manner !== 'serial' || worker === null) return `${countOf(busyThreads, 'thread')}, ${busy}`;
  return `one thread, ${JSON.stringify(worker.comm)}, ${busy}`;
}

export function mannerName({ manner }: Pick<Phase, 'manner'>): string {
  return manner === null ? 'unknown' : MANNER_NAMES[manner];
}
