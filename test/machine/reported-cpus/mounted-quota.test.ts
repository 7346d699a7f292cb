import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cpusOfMountedQuota, readMountedQuota } from '../../../src/machine/reported-cpus/mounted-quota.ts';
import { Sysroot } from '../../../src/machine/sysroot.ts';
import { captured, type Tree, temporaryFolder } from '../../fixtures/captured.ts';

const MOUNT = '/sys/fs/cgroup';

describe('the quota at the mount point', () => {
  const cpus = (files: Tree) => cpusOfMountedQuota(readMountedQuota(captured(files)));

  it('is version 2’s, or version 1’s in a folder cpu', () => {
    expect(cpus({ [`${MOUNT}/cpu.max`]: '150000 100000\n' })).toBe(1.5);
    const v1 = {
      [`${MOUNT}/cpu/cpu.cfs_quota_us`]: '50000\n',
      [`${MOUNT}/cpu/cpu.cfs_period_us`]: '100000\n',
    };
    expect(cpus(v1)).toBe(0.5);
    expect(cpus({})).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the quota at another process’ mount point', () => {
  /** Its root as /proc/PID/root shows it, on the machine that runs this: what is in it is the container’s own. */
  function rootWith(fill: (path: string) => void, name = 'cpu.max'): string {
    const root = temporaryFolder();
    const path = join(root, MOUNT, name);
    mkdirSync(join(root, 'proc'));
    mkdirSync(dirname(path), { recursive: true });
    fill(path);
    return root;
  }
  const read = (root: string) => readMountedQuota(new Sysroot(), root);

  it('isn’t waited for where there is a FIFO', () => {
    const root = rootWith((path) => execFileSync('mkfifo', [path]));
    expect(cpusOfMountedQuota(read(root))).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(['/dev/zero', '../../../../elsewhere/cpu.max'])('is unseen where a link leads to %s', (target) => {
    expect(read(rootWith((path) => symlinkSync(target, path)))).toBe('unseen');
  });

  it('follows a link beside it, as cpu is one to cpu,cpuacct', () => {
    const root = rootWith((path) => symlinkSync('cpu,cpuacct', path), 'cpu');
    expect(read(root)).toBeNull();
  });
});
