import { describe, expect, it } from 'vitest';
import { virtWords } from '../../../../src/report/words/cores/virt.ts';

const named = (name: string | null, evidence: string) => (name === null ? null : { name, evidence });
const virt = (hypervisor: string | null, container: string | null, cloud: string | null) => ({
  hypervisor: named(hypervisor, '/sys/class/dmi/id/sys_vendor'),
  container: named(container, '/.dockerenv'),
  cloud: named(cloud, '/sys/class/dmi/id/sys_vendor'),
});

describe('what a machine is a part of', () => {
  it.each([
    [
      virt('KVM', 'Docker', 'AWS'),
      true,
      'KVM, in a Docker container, on AWS (/sys/class/dmi/id/sys_vendor, /.dockerenv)',
    ],
    [virt(null, 'LXC', null), null, 'in an LXC container (/.dockerenv)'],
    [virt(null, 'gVisor', null), true, 'a hypervisor that nothing here names, in gVisor (/.dockerenv)'],
    [
      virt(null, 'Kubernetes', null),
      false,
      'no hypervisor (no flag in /proc/cpuinfo), in a Kubernetes pod (/.dockerenv)',
    ],
    [null, true, 'unknown: nothing here names a hypervisor'],
    [null, false, 'no hypervisor (no flag in /proc/cpuinfo)'],
    [null, null, null],
  ])('is told in one line: %j', (found, isVirtual, words) => {
    expect(virtWords(found, isVirtual)).toBe(words);
  });
});
