import type { Run } from '../protocol/messages.ts';

/** What became of each unit of a map: its first outcome stands. */
export interface Outcomes {
  /** Units without a result. */
  readonly failed: number;
  /** Whether it has no outcome yet. */
  isOpen(index: number): boolean;
  /** Those that have none, of all that are known, in their order. */
  openUnits(): number[];
  /** Takes answers in. @returns how many of these units had no outcome yet */
  take(run: Run): number;
  /** Notes a failure. @returns false where the unit had an outcome already */
  fail(index: number, error: Error): boolean;
}
