import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestContext } from 'vitest';
import { parseCpuTimes } from '../../src/machine/conditions.ts';
import type { CoresReport } from '../../src/model/documents/cores-report.ts';
import { allowedHere } from './cgroup.ts';

/** Others may use so much of our CPUs for a measurement to count. */
const MOST_OTHERS = 0.2;
const SAMPLE_MS = 400;
const PATIENCE_MS = 15_000;
const TRIES = 2;

/**
 * What was measured while the machine had nothing else to do: on a shared one, that may take several tries. The test is
 * skipped where it never had.
 */
export async function measuredInQuiet(
  context: TestContext,
  measure: () => Promise<CoresReport>,
): Promise<CoresReport> {
  for (let tries = 0; tries < TRIES; tries++) {
    await quiet();
    const report = await measure();
    if ((report.measured?.othersCpus ?? 0) <= MOST_OTHERS) return report;
  }
  process.stderr.write(`skipped: ${context.task.name} (the machine was never quiet)\n`);
  return context.skip('the machine was never quiet');
}

/** Resolves when little else runs on our CPUs, or when that has been waited for long enough. */
async function quiet(): Promise<void> {
  const cpus = allowedHere();
  const busyTicks = () => parseCpuTimes(readFileSync('/proc/stat', 'latin1'), cpus).busyTicks ?? 0;
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += SAMPLE_MS) {
    const before = busyTicks();
    await delay(SAMPLE_MS);
    // A tick is 10 ms.
    if (((busyTicks() - before) * 10) / SAMPLE_MS <= MOST_OTHERS) return;
  }
}
