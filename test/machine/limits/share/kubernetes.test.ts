import { describe, expect, it } from 'vitest';
import { readCgroups } from '../../../../src/machine/limits/cgroups.ts';
import { readShare } from '../../../../src/machine/limits/share/read-share.ts';
import { inMemory, type Tree, V1_CPU_MOUNT } from '../../../fixtures/captured.ts';
import { containerTree, v2Tree } from '../../../fixtures/cgroup-tree.ts';

const IN_POD = { KUBERNETES_SERVICE_HOST: '10.0.0.1' };
const V1 = '/sys/fs/cgroup/cpu,cpuacct';
const POD = '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod0a1b2c3d_4e5f.slice';

function shareOf(files: Tree, env: Record<string, string> = IN_POD, effectiveCpus = 64) {
  const sysroot = inMemory(files);
  return readShare(sysroot, readCgroups(sysroot), { onlineCpus: 64, effectiveCpus, env });
}

describe('in a container of version 2 on a node of 64 CPUs', () => {
  it('500m by the linear conversion is told beside what else gives weight 20; the least is guaranteed', () => {
    const share = shareOf(containerTree({ weight: 20 }));
    // 119 to 126 shares by the quadratic one (122: 10^1.288 = 19.4), 205 to 215 by the proportional one.
    expect(share?.requests.map(({ mapping, cpus }) => [mapping, cpus])).toEqual([
      ['linear', 0.5],
      ['quadratic', 0.12],
      ['proportional', 0.21],
    ]);
    expect(share).toMatchObject({ weight: 20, guaranteedCpus: 0.12, basis: 'request' });
  });

  it('500m by the quadratic conversion is weight 59', () => {
    const share = shareOf(containerTree({ weight: 59 }));
    expect(share?.requests.map(({ mapping, cpus }) => [mapping, cpus])).toEqual([
      ['linear', 1.5],
      ['quadratic', 0.5],
      ['proportional', 0.6],
    ]);
    expect(share).toMatchObject({ guaranteedCpus: 0.5, basis: 'request' });
  });

  it('no more than the limits leave is guaranteed', () => {
    expect(shareOf(containerTree({ weight: 59 }), IN_POD, 0.25)?.guaranteedCpus).toBe(0.25);
  });

  it('nothing is, where nothing was asked (BestEffort)', () => {
    expect(shareOf(containerTree({ weight: 1 }))).toMatchObject({ guaranteedCpus: 0, basis: 'request' });
  });

  it('a group inside the container gets its part of the request', () => {
    const inner = { '/a': { weight: 100 }, '/b': { weight: 300 } };
    const share = shareOf(containerTree({ weight: 59 }, inner, '/a'));
    expect(share).toMatchObject({ weight: 100, guaranteedCpus: 0.125, basis: 'request' });
  });

  it('a weight is no request where nothing says Kubernetes', () => {
    expect(shareOf(containerTree({ weight: 100 }), {})).toMatchObject({
      requests: [],
      guaranteedCpus: null,
      basis: null,
    });
  });
});

describe('outside the container’s namespace', () => {
  const kubelet = {
    '/kubepods.slice': { weight: 2000 },
    '/system.slice': { weight: 500 },
    '/kubepods.slice/kubepods-burstable.slice': { weight: 59 },
    [POD]: { weight: 59 },
  };

  it('the request counts, down to which more pods may take it, or the weights of all groups where they leave less', () => {
    const own = `${POD}/cri-containerd-0123.scope`;
    const tree = v2Tree(own, { ...kubelet, [own]: { weight: 59 } });
    const share = shareOf(tree, {});
    expect(share?.requests).toHaveLength(3);
    const least = Math.min(...(share?.requests ?? []).map(({ cpus }) => cpus));
    expect(share).toMatchObject({ basis: 'request', guaranteedCpus: least });
    const crowd = { '/user.slice': { weight: 10_000 }, '/kubepods.slice': { weight: 1 } };
    const crowded = shareOf(v2Tree(own, { ...kubelet, [own]: { weight: 59 }, ...crowd }), {});
    expect(crowded?.basis).toBe('siblings');
    expect(crowded?.guaranteedCpus).toBeLessThan(least);
  });

  it('a pod’s own group is no container', () => {
    expect(shareOf(v2Tree(POD, kubelet), {})?.requests).toEqual([]);
  });

  it('the environment of a pod says nothing of another group', () => {
    const tree = v2Tree('/system.slice', { '/system.slice': { weight: 100 } });
    expect(shareOf(tree)?.requests).toEqual([]);
  });
});

it('in version 1 shares are 1,024 × the request, whose group the mount begins with', () => {
  const share = shareOf(
    {
      '/proc/self/cgroup': '4:cpu,cpuacct:/kubepods/burstable/pod01234567-89ab/0123\n',
      '/proc/self/mountinfo': V1_CPU_MOUNT.replace(
        ' / /sys',
        ' /kubepods/burstable/pod01234567-89ab/0123 /sys',
      ),
      [`${V1}/cpu.shares`]: '512\n',
    },
    {},
  );
  expect(share).toMatchObject({ version: 1, weight: 512, guaranteedCpus: 0.5, basis: 'request' });
  expect(share?.requests).toEqual([{ cpus: 0.5, leastCpus: 0.5, mostCpus: 0.5, mapping: 'shares' }]);
});
