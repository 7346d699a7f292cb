import { availableParallelism, cpus } from 'node:os';
import { delimiter, isAbsolute } from 'node:path';
import { clearTimeout, setTimeout } from '../base/time/real.ts';
import type { Tools } from '../model/machine/machine.ts';
import type { NamedBy } from '../model/machine/virt.ts';

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

/** An answer that takes longer isn’t waited for. */
const PATIENCE_MS = 2_000;

/**
 * What hypervisor systeminformation finds (dmidecode, /dev/disk, dmesg), or null. It runs programs by their names: where a
 * part of PATH is empty or relative, that could be anybody’s program in the current folder, and it isn’t asked.
 */
export async function askHypervisor(
  searchPath: string,
  ask = systemFacts,
  patienceMs = PATIENCE_MS,
): Promise<NamedBy | null> {
  if (!searchPath.split(delimiter).every(isAbsolute)) return null;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null);
  });
  const facts = await Promise.race([ask().catch(() => null), tooLate]);
  clearTimeout(timer);
  if (facts === null || !facts.virtual || !facts.virtualHost) return null;
  const name = facts.virtualHost === 'bochs' ? 'Bochs' : facts.virtualHost;
  return { name, evidence: 'systeminformation' };
}

async function systemFacts(): Promise<{ readonly virtual?: boolean; readonly virtualHost?: string }> {
  const { system } = await import('systeminformation');
  return system();
}
