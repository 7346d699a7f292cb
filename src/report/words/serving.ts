import { countOf } from '../../base/units.ts';
import type { HostState } from '../../model/hosts.ts';
import { shortDigest } from './hosts.ts';

// What `concur worker` says while it works: a line for each thing that changes, for a log that has its own times.

/** That it is there, and for what. @param broker its URL, without secrets */
export function cameWords(state: HostState, broker: string, leaseMs: number): string {
  const { name, engine, workers, digest } = state;
  const crew = countOf(workers, engine === 'processes' ? 'process' : 'thread');
  const code = `${state.function} (code ${shortDigest(digest)})`;
  return `${name} is here for ${code}: ${crew}, a lease of ${leaseMs / 1000} s, ${broker}`;
}

/** What is new in what a host says of itself; null where that is nothing that changes what it does. */
export function stateWords(before: HostState, now: HostState): string | null {
  if (before.state === now.state) return null;
  switch (now.state) {
    case 'here':
      return `${now.function}: works again`;
    case 'paused':
      return `${now.function}: paused by a submitter`;
    case 'leaving':
      return null;
  }
}

/** That the line to the broker broke, or is there again. */
export function lineWords(isUp: boolean, why: string | null): string {
  if (isUp) return 'the broker is back';
  return `the broker is away${why === null ? '' : ` (${why})`}: what is done is handed in when it is back`;
}

export function leavingWords(signal: string): string {
  return `${signal}: finishes what it has, and leaves; a second one doesn’t wait`;
}

export function leftWords(state: HostState): string {
  return `${state.function}: left, with ${countOf(state.done, 'unit')} done`;
}
