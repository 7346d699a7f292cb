import { describe, expect, it } from 'vitest';
import { cpusSaid, said, v2Tree } from '../../../fixtures/rule-inputs.ts';

describe('R parallelly', () => {
  it.each([
    [{ MC_CORES: '3' }, 3],
    [{ MC_CORES: '0' }, 1],
    [{ NSLOTS: '2' }, 2],
    [{ NSLOTS: '99' }, 6],
    [{ NSLOTS: 'many' }, 6],
    [{ NSLOTS: '0' }, null],
    [{ PBS_NUM_PPN: '4', NCPUS: '2' }, 4],
    [{ NCPUS: '2' }, 2],
    [{ SLURM_CPUS_PER_TASK: '5', SLURM_CPUS_ON_NODE: '2' }, 5],
    [{ SLURM_CPUS_ON_NODE: '4' }, 4],
    [{ SLURM_CPUS_ON_NODE: '4', SLURM_JOB_NUM_NODES: '2' }, 6],
    [{ SLURM_TASKS_PER_NODE: '3(x2),1', SLURM_JOB_NUM_NODES: '3' }, 3],
    [{ _R_CHECK_LIMIT_CORES_: 'TRUE' }, 2],
    [{ _R_CHECK_LIMIT_CORES_: 'warn' }, 2],
    [{ _R_CHECK_LIMIT_CORES_: 'false' }, 6],
    [{ IS_BIOC_BUILD_MACHINE: 'true' }, 4],
    [{ MC_CORES: '5', NSLOTS: '3' }, 3],
    // It asks nproc without OpenMP's variables.
    [{ OMP_NUM_THREADS: '1', OMP_THREAD_LIMIT: '1' }, 6],
    [{ R_PARALLELLY_AVAILABLECORES_METHODS: 'system' }, null],
    [{ R_PARALLELLY_AVAILABLECORES_FALLBACK: '1' }, null],
  ])('with %j answers %s of 6 CPUs that are allowed', async (env, cpus) => {
    expect(await cpusSaid('parallelly', v2Tree(null), { allowed: '0-5', env })).toBe(cpus);
  });

  it('names the variable that decides', async () => {
    const rule = async (env: Record<string, string>) => (await said('parallelly', v2Tree(4), { env })).rule;
    expect(await rule({ NSLOTS: '3' })).toContain('; NSLOTS is the least');
    expect(await rule({ NSLOTS: '4' })).not.toContain('NSLOTS');
    expect(await rule({ NSLOTS: '-1' })).toContain('; NSLOTS is below 1');
  });
});
