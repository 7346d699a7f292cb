import type { Cause } from '../../model/cause.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import type { ThreadWaits } from './thread-waits.ts';

/** One process of a pipeline. */
export interface Stage {
  readonly pid: number;
  readonly comm: string;
  /** How long (ns) its threads ran and were queued. */
  readonly wantedNs: number;
  readonly blockedNs: number;
  /** How long (ns) they waited for a pipe of the other stages. */
  readonly pipeNs: number;
  /** PIDs of those at the other ends. */
  readonly neighbours: readonly number[];
}

/** Processes that hand work on through pipes: first to last as far as is known. */
export interface Pipeline {
  readonly stages: readonly Stage[];
  /** The one that the others wait for. */
  readonly slowest: Stage;
}

/** What a verdict rests on where a pipeline did the work. */
export interface PipelineReason extends Pipeline {
  readonly kind: 'pipeline';
  readonly durationNs: number;
  readonly r: number;
  readonly causes: readonly Cause[];
}

/**
 * Processes joined by the pipes at which they were blocked, where these did most of the work, and where all but the slowest
 * one mostly waited for another: whoever is slower makes the others wait, in a write behind it and in a read before it.
 */
export function pipelineOf(threads: readonly ThreadWaits[], durationNs: number): Pipeline | null {
  const all = stagesOf(threads);
  const waiting = all.filter(({ neighbours }) => neighbours.length > 0);
  // The slowest may never wait itself; others may have a pipe open without using it, such as a shell.
  const joined = all.filter(({ pid }) =>
    waiting.some((one) => one.pid === pid || one.neighbours.includes(pid)),
  );
  const [slowest] = [...joined].sort((a, b) => b.wantedNs - a.wantedNs);
  const others = waiting.filter((one) => one !== slowest);
  if (slowest === undefined || others.length === 0) return null;
  const whole = all.reduce((sum, { wantedNs }) => sum + wantedNs, 0);
  const own = joined.reduce((sum, { wantedNs }) => sum + wantedNs, 0);
  const doWait = others.every(({ pipeNs, blockedNs }) => pipeNs >= THRESHOLDS.usualShare * blockedNs);
  // A shell that reads what a command prints, before the program begins, is none of it.
  const isLong = (ns: number) => ns >= THRESHOLDS.pipeShare * durationNs;
  const isHeld = others.some(({ blockedNs, wantedNs, pipeNs }) => blockedNs > wantedNs && isLong(pipeNs));
  if (own < THRESHOLDS.mostOfTheWork * whole || !doWait || !isHeld) return null;
  return { stages: joined.filter((one) => one === slowest || others.includes(one)), slowest };
}

function stagesOf(threads: readonly ThreadWaits[]): Stage[] {
  const processes = new Map<number, ThreadWaits[]>();
  for (const thread of threads) processes.set(thread.pid, [...(processes.get(thread.pid) ?? []), thread]);
  return [...processes].map(([pid, own]) => {
    const main = own.find(({ tid }) => tid === pid) ?? own[0];
    const waits = own.flatMap((thread) => [...(thread.waits ?? [])]);
    const pipes = waits.filter(([{ object }]) => object?.type === 'pipe' && object.otherEnd.length > 0);
    return {
      pid,
      comm: main?.comm ?? '?',
      wantedNs: own.reduce((sum, { runNs, runDelayNs }) => sum + runNs + runDelayNs, 0),
      blockedNs: own.reduce((sum, { blockedNs }) => sum + blockedNs, 0),
      pipeNs: pipes.reduce((sum, [, ns]) => sum + ns, 0),
      neighbours: [
        ...new Set(pipes.flatMap(([{ object }]) => (object?.otherEnd ?? []).map((end) => end.pid))),
      ],
    };
  });
}
