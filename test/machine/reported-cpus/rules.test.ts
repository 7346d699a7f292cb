import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuotaLevel } from '../../../src/machine/limits/quota.ts';
import { readQuotas } from '../../../src/machine/limits/quota.ts';
import { type RuleInputs, wholeNumber } from '../../../src/machine/reported-cpus/rules/rule.ts';
import { RULES } from '../../../src/machine/reported-cpus/rules.ts';
import { inMemory, V2_MOUNT } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';

/** From our own group upwards. */
function quotas(version: 1 | 2, ...cpus: (number | null)[]): QuotaLevel[] {
  return cpus.map((some, depth) => ({
    version,
    group: `/${depth}`,
    height: depth,
    path: `/${depth}/f`,
    cpus: some,
    text: '',
  }));
}

function inputs(overrides: Partial<RuleInputs> = {}): RuleInputs {
  return {
    installed: 8,
    online: 6,
    counted: null,
    allowed: 4,
    quotas: [],
    libuv: null,
    command: [],
    mountedGroups: null,
    isEnvRead: true,
    jvmShares: null,
    mountedQuota: null,
    env: {},
    ...overrides,
  };
}

/** The same quotas as libuv and Rust read them. Version 1's are where they don't look. */
function limited(levels: readonly QuotaLevel[]): Pick<RuleInputs, 'quotas' | 'libuv' | 'mountedGroups'> {
  const [own, ...above] = levels
    .filter(({ version }) => version === 2)
    .map(({ cpus }) => ({
      quota: cpus === null ? 'x' : `${Math.round(cpus * 1e6)} 1000000`,
      proportion: 1,
    }));
  const libuv = own === undefined ? null : { isThere: true, groups: [own, ...above] };
  const mountedGroups = libuv as RuleInputs['libuv'];
  return { quotas: levels, libuv: mountedGroups, mountedGroups };
}

type Name = keyof typeof RULES;
const answer = (name: Name, overrides: Partial<RuleInputs>) => RULES[name](inputs(overrides)).cpus;

describe('without quotas and variables', () => {
  it.each([
    ['osCpus', 6],
    ['oldParallelism', 4],
    ['parallelism149', 4],
    ['parallelism151', 4],
    ['parallelism152', 4],
    ['oldNproc', 4],
    ['newNproc', 4],
    ['nprocAll', 8],
    ['pythonCpuCount', 6],
    ['pythonProcessCpuCount', 4],
    ['go', 4],
  ] as const)('%s says %d of 8 installed, 6 online, 4 allowed', (name, cpus) => {
    expect(RULES[name](inputs())).toMatchObject({ cpus, basis: 'rule' });
  });

  it('nobody knows what can’t be known', () => {
    const nothing = { installed: null, online: null, allowed: null };
    for (const rule of Object.values(RULES)) expect(rule(inputs(nothing)).cpus).toBeNull();
    expect(answer('go', { ...nothing, quotas: quotas(2, 3) })).toBeNull();
  });
});

describe('a quota', () => {
  it('says nothing to those who do not look at it', () => {
    for (const name of ['osCpus', 'oldParallelism', 'oldNproc', 'nprocAll', 'pythonCpuCount'] as const) {
      expect(answer(name, { quotas: quotas(2, 1) })).toBe(answer(name, {}));
    }
  });

  it.each([
    // libuv rounds down, nproc half up, Go up and never below 2.
    [1.5, { parallelism152: 1, newNproc: 2, go: 2 }],
    [0.25, { parallelism152: 1, newNproc: 1, go: 2 }],
    [2.4, { parallelism152: 2, newNproc: 2, go: 3 }],
    [2.5, { parallelism152: 2, newNproc: 3, go: 3 }],
    [3.99, { parallelism152: 3, newNproc: 4, go: 4 }],
    [2, { parallelism152: 2, newNproc: 2, go: 2 }],
    [64, { parallelism152: 4, newNproc: 4, go: 4 }],
  ])('of %d CPUs is rounded by each in its own way', (cpus, answers) => {
    for (const [name, said] of Object.entries(answers)) {
      expect([name, answer(name as Name, limited(quotas(2, cpus)))]).toEqual([name, said]);
    }
  });

  it('never raises an answer above the CPUs that are allowed', () => {
    expect(answer('go', { allowed: 1, quotas: quotas(2, 0.5) })).toBe(1);
  });

  it('of version 1 is seen by Go alone', () => {
    const v1 = limited(quotas(1, 2));
    expect([answer('parallelism152', v1), answer('newNproc', v1), answer('go', v1)]).toEqual([4, 4, 2]);
  });

  it('is taken from the outermost group by libuv, from the tightest by nproc, from our own by Go', () => {
    const three = { allowed: 16, ...limited(quotas(2, 9, 5, 12)) };
    expect(answer('parallelism152', three)).toBe(12);
    expect(answer('newNproc', three)).toBe(5);
    expect(answer('go', three)).toBe(9);
  });

  it('that makes no sense counts for nobody', () => {
    for (const name of ['parallelism152', 'newNproc', 'go'] as const) {
      expect(answer(name, limited(quotas(2, null)))).toBe(4);
    }
    expect(answer('newNproc', { quotas: quotas(2, null, 3) })).toBe(3);
  });

  // src/runtime/cgroup_linux.go: “We only read the limit from the leaf cgroup that actually contains this process.”
  it('of the group above is nothing to Go where our own group sets none', () => {
    const sysroot = inMemory({
      '/proc/self/cgroup': '0::/pod/own\n',
      '/proc/self/mountinfo': V2_MOUNT,
      '/sys/fs/cgroup/pod/own/cpu.max': 'max 100000\n',
      '/sys/fs/cgroup/pod/cpu.max': '200000 100000\n',
    });
    expect(answer('go', { quotas: readQuotas(sysroot).levels })).toBe(4);
  });
});

describe('a variable', () => {
  const env = (variables: RuleInputs['env'], quota: number | null = null) => ({
    env: variables,
    quotas: quota === null ? [] : quotas(2, quota),
  });

  it('OMP_NUM_THREADS replaces nproc’s answer, quota and all', () => {
    expect(answer('oldNproc', env({ OMP_NUM_THREADS: '16' }))).toBe(16);
    expect(answer('newNproc', env({ OMP_NUM_THREADS: '16' }, 1))).toBe(16);
    expect(RULES.newNproc(inputs(env({ OMP_NUM_THREADS: '16' }))).rule).toContain('OMP_NUM_THREADS');
  });

  it('OMP_NUM_THREADS may hold one number for each level of nesting', () => {
    expect(answer('oldNproc', env({ OMP_NUM_THREADS: '3,2,1' }))).toBe(3);
  });

  it('OMP_THREAD_LIMIT caps nproc’s answer and OMP_NUM_THREADS', () => {
    expect(answer('oldNproc', env({ OMP_THREAD_LIMIT: '2' }))).toBe(2);
    expect(answer('oldNproc', env({ OMP_THREAD_LIMIT: '5' }))).toBe(4);
    expect(answer('newNproc', env({ OMP_THREAD_LIMIT: '3', OMP_NUM_THREADS: '16' }))).toBe(3);
  });

  it('OMP_NUM_THREADS is nothing to nproc --all', () => {
    expect(answer('nprocAll', env({ OMP_NUM_THREADS: '1', OMP_THREAD_LIMIT: '1' }))).toBe(8);
  });

  it('PYTHON_CPU_COUNT and GOMAXPROCS replace the answers', () => {
    expect(answer('pythonCpuCount', env({ PYTHON_CPU_COUNT: '3' }))).toBe(3);
    expect(answer('pythonProcessCpuCount', env({ PYTHON_CPU_COUNT: '30' }))).toBe(30);
    expect(answer('go', env({ GOMAXPROCS: '12' }, 1))).toBe(12);
  });

  it('that is no whole number above 0 counts for nothing', () => {
    for (const text of ['', '0', '-1', '1.5', 'all', 'default', '1e3', '99999999999']) {
      const all = { OMP_NUM_THREADS: text, OMP_THREAD_LIMIT: text, PYTHON_CPU_COUNT: text, GOMAXPROCS: text };
      for (const name of Object.keys(RULES) as Name[]) {
        expect([name, text, answer(name, env(all))]).toEqual([name, text, answer(name, {})]);
      }
    }
  });
});

it('takes a whole number with blanks around it, as OpenMP does', () => {
  expect(wholeNumber(' 8\n')).toBe(8);
  expect(wholeNumber(undefined)).toBeNull();
});

const VARIABLES = [
  'OMP_NUM_THREADS',
  'OMP_THREAD_LIMIT',
  'OMP_PLACES',
  'GOMAXPROCS',
  'PYTHON_CPU_COUNT',
  'LOKY_MAX_CPU_COUNT',
  'JAVA_TOOL_OPTIONS',
  '_JAVA_OPTIONS',
  'DOTNET_PROCESSOR_COUNT',
  'TOKIO_WORKER_THREADS',
  'RAYON_NUM_THREADS',
  'MALLOC_CONF',
  'MC_CORES',
  'NSLOTS',
  'SLURM_CPUS_PER_TASK',
  'SLURM_TASKS_PER_NODE',
];

it('never answers with anything but a whole number above 0 or null', () => {
  const count = fc.option(fc.integer({ min: 1, max: 8192 }));
  const quota = fc.option(fc.double({ min: 1e-6, max: 65_536, noNaN: true }));
  fc.assert(
    fc.property(
      count,
      fc.array(quota, { maxLength: 3 }),
      fc.constantFrom(1 as const, 2 as const),
      garbage,
      (cpus, some, version, text) => {
        const env = Object.fromEntries(VARIABLES.map((name) => [name, text]));
        const quotaLevels = quotas(version, ...some);
        const all = inputs({ installed: cpus, online: cpus, allowed: cpus, ...limited(quotaLevels), env });
        for (const rule of Object.values(RULES)) {
          const said = rule(all).cpus;
          expect(said === null || (Number.isInteger(said) && said > 0)).toBe(true);
        }
      },
    ),
  );
});
