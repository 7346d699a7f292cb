import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import { nowMs, nowNs } from '../../base/time/real.ts';
import { kernelIds, ownClocks } from '../../machine/own/kernel.ts';
import type { UnitOnHost } from '../../model/simulated-hosts.ts';

/** What a host of the experiment `machines` is asked to do. */
export interface AskedOfHost {
  readonly unit: number;
  /** Keeps a core busy for so long, or waits. */
  readonly spinMs: number;
  readonly napMs: number;
}

/** Where a host keeps what it began: each has a folder of its own. */
export const BEGUN = 'begun.txt';

/** Every process has its own. */
let count = 0;

/** A host does this, and says where, when and how often. */
export async function unitOnHost({ unit, spinMs, napMs }: AskedOfHost): Promise<UnitOnHost> {
  const startMs = Date.now();
  const startNs = Number(nowNs());
  const before = ownClocks();
  count++;
  // Before it can be killed in the middle.
  if (napMs > 0) appendFileSync(BEGUN, `${unit} ${startNs}\n`);
  for (const untilMs = nowMs() + spinMs; nowMs() < untilMs; );
  if (napMs > 0) await nap(napMs);
  const after = ownClocks();
  return {
    host: basename(process.cwd()),
    pid: process.pid,
    tid: kernelIds().tid,
    count,
    startMs,
    startNs,
    endNs: Number(nowNs()),
    runNs: between(before.runNs, after.runNs),
    runDelayNs: between(before.runDelayNs, after.runDelayNs),
  };
}

function between(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}
