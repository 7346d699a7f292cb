import { availableParallelism, cpus } from 'node:os';
import type { Tools } from '../model/machine/machine.ts';

/** What can be known of the CPUs where there is no /proc and no /sys. */
export interface HostCpus {
  readonly cpuModel: string | null;
  readonly logicalCpus: number;
  readonly usableCpus: number;
  readonly physicalCores: number | null;
}

/** No pinning, no tying of lives: macOS and Windows have neither taskset nor setpriv. */
export const NO_TOOLS: Tools = { taskset: null, setpriv: null, sh: null };

/** Asks systeminformation, which shells out: so only where the kernel's own files are missing. */
export async function readHostCpus(): Promise<HostCpus> {
  const { cpu } = await import('systeminformation');
  const facts = await cpu().catch(() => null);
  return {
    cpuModel: cpus()[0]?.model ?? null,
    logicalCpus: cpus().length,
    usableCpus: availableParallelism(),
    physicalCores: facts === null || !(facts.physicalCores > 0) ? null : facts.physicalCores,
  };
}
