import { formatCpuList } from '../../base/cpu-list.ts';
import { ConcurError, usageError } from '../../base/errors/errors.ts';
import { DEFAULT_SEED } from '../../base/random.ts';
import { checkCapacity } from '../../machine/capacity.ts';
import type { Sysroot } from '../../machine/sysroot.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Setting } from '../../model/setting.ts';
import type { TypedOptions } from '../options/table.ts';

/** The setting that all experiments of a run share, checked against what this machine has. Frozen. */
export function resolveSetting(typed: TypedOptions, machine: Machine, sysroot: Sysroot): Setting {
  checkWorkers(typed.workers, sysroot);
  checkPinning(typed, machine);
  return Object.freeze({
    workers: typed.workers ?? null,
    cpus: resolveCpus(typed.cores, machine),
    pin: typed.pin ?? null,
    engine: typed.engine ?? null,
    quick: typed.quick ?? false,
    steps: typed.steps ?? null,
    stepMs: typed.stepTime ?? null,
    seed: typed.seed ?? DEFAULT_SEED,
    call: typed.call ?? null,
  });
}

function resolveCpus(cores: readonly number[] | undefined, { allowedCpus }: Machine): readonly number[] {
  if (cores === undefined) return allowedCpus;
  const missing = cores.filter((cpu) => !allowedCpus.includes(cpu));
  if (missing.length === 0) return cores;
  const usable = formatCpuList(allowedCpus);
  throw usageError(
    `--cores ${formatCpuList(cores)} is not usable here (usable CPUs: ${usable}; not among them: ${formatCpuList(missing)})`,
    `Try --cores ${usable}.`,
  );
}

export function checkWorkers(workers: number | undefined, sysroot: Sysroot): void {
  if (workers !== undefined) checkCapacity(workers, sysroot);
}

/** A pin that was asked for by name and can't be had is an error; one that is merely the default is a warning later. */
function checkPinning({ pin, cores }: TypedOptions, { tools, platform }: Machine): void {
  const asked = pin !== undefined && pin !== 'none' ? `--pin ${pin}` : cores === undefined ? null : '--cores';
  if (asked === null || pin === 'none' || tools.taskset !== null) return;
  throw new ConcurError('CAPABILITY_MISSING', `${asked} needs taskset, and ${whereMissing(platform)}`, {
    hint: 'Install util-linux, or don’t pin the workers: --pin none.',
  });
}

function whereMissing(platform: string): string {
  return platform === 'linux' ? 'it is not in PATH' : `${platform} has none`;
}
