import { readKernelClocks, readPssBytes } from '../engine/worker/kernel.ts';

/** What our own process used while workers were in it. Null where it could not be read. */
export interface ProcessUsage {
  /** Memory that came with the workers, warm and at the barrier. May be negative: a heap can shrink meanwhile. */
  readonly pssBytes: number | null;
  /** CPU time of all threads but our main one, from the barrier to the last worker's end. */
  readonly cpuNs: number | null;
}

/** Reads our process' memory and CPU time at three moments: now, at the barrier, at the end of the work. */
export class ProcessMeter {
  readonly #launchPss = readPssBytes();
  #barrierPss: number | null = null;
  #barrierCpu: number | null = null;

  atBarrier(): void {
    this.#barrierPss = readPssBytes();
    this.#barrierCpu = cpuBesideMain();
  }

  atEnd(): ProcessUsage {
    const cpu = cpuBesideMain();
    return {
      pssBytes: difference(this.#barrierPss, this.#launchPss),
      cpuNs: difference(cpu, this.#barrierCpu),
    };
  }
}

/** What our main thread does is drawing and waiting, not the workers' work. Must be called on it. */
function cpuBesideMain(): number | null {
  const { user, system } = process.cpuUsage();
  const { runNs } = readKernelClocks();
  return runNs === null ? null : (user + system) * 1e3 - runNs;
}

function difference(now: number | null, then: number | null): number | null {
  return now === null || then === null ? null : now - then;
}
