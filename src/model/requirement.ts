import type { CheckOutcome } from './check/finding.ts';
import type { NonNegative } from './quantities.ts';
import { WAIT_KINDS, type WaitKind } from './waits.ts';

/** A figure that has to be reached. */
export interface AtLeast<Figure extends string> {
  readonly figure: Figure;
  readonly atLeast: number;
}

/** A figure that must not be passed. */
export interface AtMost<Figure extends string> {
  readonly figure: Figure;
  readonly atMost: number;
}

export type Bound<Figure extends string> = AtLeast<Figure> | AtMost<Figure>;

/** What a machine has to offer, in CPUs. */
export const MACHINE_FIGURES = ['cpus', 'parallelism'] as const;
export type MachineRequirement = AtLeast<(typeof MACHINE_FIGURES)[number]>;

/** Shares of the time of the threads that did the work: blocked, and blocked in one kind of wait. */
export type BlockedFigure = 'blocked' | `blocked.${WaitKind}`;
/** What a watched program may be asked for: cores, threads, a ratio, and shares. */
export type ProgramFigure = 'parallelism' | 'busy' | 'queued' | 'threads' | 'ceiling' | BlockedFigure;
export type ProgramRequirement = Bound<ProgramFigure>;

export const PROGRAM_FIGURES: readonly ProgramFigure[] = [
  'parallelism',
  'busy',
  'queued',
  'threads',
  'ceiling',
  'blocked',
  ...WAIT_KINDS.map((kind) => `blocked.${kind}` as const),
];

/** Whether a figure is a share of time, from 0 to 1. */
export function isShare(figure: string): figure is BlockedFigure {
  return figure === 'blocked' || figure.startsWith('blocked.');
}

/** One requirement on a watched program, as it came out. */
export interface RequirementResult {
  /** As it is typed: `parallelism>=2`, `blocked.lock<=10%`. */
  readonly id: string;
  readonly figure: ProgramFigure;
  readonly outcome: CheckOutcome;
  readonly expected: string;
  readonly observed: string;
  /** The figure, in cores, threads, times or as a share from 0 to 1; null where it isn’t known. */
  readonly value: NonNegative | null;
  /** The reason, in words. */
  readonly because: string;
}
