import { describe, expect, it } from 'vitest';
import { cpusSaid, said, v1Tree, v2Tree } from '../../../fixtures/rule-inputs.ts';

describe('Rust', () => {
  it('looks for cgroup v2 at /sys/fs/cgroup alone', async () => {
    const { '/sys/fs/cgroup/pod/own/cgroup.controllers': _, ...elsewhere } = v2Tree(2);
    const moved = Object.entries(elsewhere).map(([path, text]) => [
      path.replace('/sys/fs/cgroup/', '/sys/fs/cgroup/unified/'),
      text.replace(' /sys/fs/cgroup ', ' /sys/fs/cgroup/unified '),
    ]);
    expect(await cpusSaid('rust', Object.fromEntries(moved))).toBe(8);
    expect(await cpusSaid('jvm24', Object.fromEntries(moved))).toBe(2);
  });

  it('finds version 2 below hierarchies of version 1 that share out no CPUs, where libuv gives up', async () => {
    const tree = { ...v2Tree(2), '/proc/self/cgroup': '1:net_cls:/\n0::/pod/own\n' };
    expect(await cpusSaid('rust', tree)).toBe(2);
    expect(await cpusSaid('parallelism152', tree)).toBe(8);
  });

  it('takes no quota from a period of nothing', async () => {
    expect(await cpusSaid('rust', { ...v2Tree(2), '/sys/fs/cgroup/pod/own/cpu.max': '200000 0\n' })).toBe(8);
  });
});

describe('tokio', () => {
  it.each([
    ['3', 3],
    ['+16', 16],
    ['0', null],
    ['', null],
    [' 3', null],
    ['many', null],
  ])('with TOKIO_WORKER_THREADS=“%s” has %s', async (text, threads) => {
    const env = { TOKIO_WORKER_THREADS: text };
    const { cpus, rule } = await said('tokio', v1Tree(2), { env });
    expect(cpus).toBe(threads);
    expect(rule).toContain(threads === null ? 'it panics' : 'overrides');
  });
});

describe('rayon', () => {
  it.each([
    ['3', 3],
    ['0', 2],
    ['many', 2],
  ])('with RAYON_NUM_THREADS=“%s” has %d', async (text, threads) => {
    expect(await cpusSaid('rayon', v1Tree(2.9), { env: { RAYON_NUM_THREADS: text } })).toBe(threads);
  });
});
