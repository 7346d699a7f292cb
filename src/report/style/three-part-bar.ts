import type { WorkerRecord } from '../../model/trial/observation.ts';
import type { Palette } from './output-style.ts';

/** Where a worker's time went, as shares of its own span. */
export interface TimeSplit {
  readonly running: number;
  readonly waiting: number;
  readonly blocked: number;
}

/** wall = running + waiting for a core + blocked; null where the kernel didn't tell. */
export function timeSplit(worker: WorkerRecord): TimeSplit | null {
  const { startNs, endNs, runNs, runDelayNs } = worker;
  if (startNs === null || endNs === null || runNs === null || runDelayNs === null || endNs <= startNs)
    return null;
  const wallNs = endNs - startNs;
  const running = Math.min(1, runNs / wallNs);
  const waiting = Math.min(1 - running, runDelayNs / wallNs);
  return { running, waiting, blocked: 1 - running - waiting };
}

/** How many of `cells` each part gets: in all exactly that many, by largest remainder. */
export function cellsOf({ running, waiting, blocked }: TimeSplit, cells: number): [number, number, number] {
  const exact = [running * cells, waiting * cells, blocked * cells];
  const counts = exact.map(Math.floor) as [number, number, number];
  const byRemainder = [0, 1, 2].sort((a, b) => remainder(exact, b) - remainder(exact, a));
  const missing = cells - counts[0] - counts[1] - counts[2];
  for (const part of byRemainder.slice(0, missing)) counts[part as 0 | 1 | 2]++;
  return counts;
}

/** The bar itself, `cells` wide, without colour. */
export function threePartBar(split: TimeSplit | null, cells: number, { glyphs }: Palette): string {
  if (split === null) return '?'.repeat(Math.min(1, cells));
  const [running, waiting, blocked] = cellsOf(split, cells);
  return glyphs.full.repeat(running) + glyphs.waiting.repeat(waiting) + glyphs.blocked.repeat(blocked);
}

function remainder(exact: readonly number[], part: number): number {
  const value = exact[part] ?? 0;
  return value - Math.floor(value);
}
