import { describe, expect, it, vi } from 'vitest';
import { askHypervisor } from '../../src/machine/host.ts';

const PATH = '/usr/bin:/bin';

describe('the hypervisor that systeminformation finds', () => {
  it('is taken with its source', async () => {
    const ask = async () => ({ virtual: true, virtualHost: 'KVM' });
    expect(await askHypervisor(PATH, ask)).toEqual({ name: 'KVM', evidence: 'systeminformation' });
  });

  it.each([
    ['no virtual machine is found', { virtual: false, virtualHost: 'KVM' }],
    ['it has no name', { virtual: true }],
    ['nothing is found', {}],
  ])('is unknown where %s', async (_, facts) => {
    expect(await askHypervisor(PATH, async () => facts)).toBeNull();
  });

  it('is unknown where asking fails', async () => {
    expect(await askHypervisor(PATH, () => Promise.reject(new Error('no shell')))).toBeNull();
  });

  it.each(['', ':/bin', '/bin:', '/bin::/usr/bin', '.:/bin', 'bin'])(
    'is not asked for where PATH is “%s”: a program of the current folder could run',
    async (path) => {
      const ask = vi.fn();
      expect(await askHypervisor(path, ask)).toBeNull();
      expect(ask).not.toHaveBeenCalled();
    },
  );

  it('is waited for no longer than its time', async () => {
    expect(await askHypervisor(PATH, () => new Promise(() => {}), 1)).toBeNull();
  });
});
