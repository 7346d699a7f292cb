import type { NamedBy, Virt } from '../../../model/machine/virt.ts';

const UNNAMED: Virt = { hypervisor: null, container: null, cloud: null };
const NO_FLAG = 'no hypervisor (no flag in /proc/cpuinfo)';
// What is no container’s name by itself.
const CONTAINERS: Readonly<Record<string, string>> = {
  gVisor: 'in gVisor',
  Kubernetes: 'in a Kubernetes pod',
  LXC: 'in an LXC container',
  'WSL 1': 'in WSL 1',
};

/**
 * `KVM, in a Docker container, on AWS (/sys/class/dmi/id/sys_vendor, /.dockerenv)`; null where nothing tells.
 * @param isVirtual whether the CPUs say that they are virtual
 */
export function virtWords(virt: Virt | null, isVirtual: boolean | null): string | null {
  const { hypervisor, container, cloud } = virt ?? UNNAMED;
  const found = [hypervisor, container, cloud].filter((each): each is NamedBy => each !== null);
  const first = hypervisor?.name ?? unnamed(isVirtual, found.length > 0);
  const parts = [
    ...(first === null ? [] : [first]),
    ...(container === null ? [] : [CONTAINERS[container.name] ?? `in a ${container.name} container`]),
    ...(cloud === null ? [] : [`on ${cloud.name}`]),
  ];
  if (parts.length === 0) return null;
  const evidence = [...new Set(found.map((each) => each.evidence))].join(', ');
  return `${parts.join(', ')}${evidence === '' ? '' : ` (${evidence})`}`;
}

function unnamed(isVirtual: boolean | null, isSomethingKnown: boolean): string | null {
  if (isVirtual === null) return null;
  if (!isVirtual) return NO_FLAG;
  return isSomethingKnown
    ? 'a hypervisor that nothing here names'
    : 'unknown: nothing here names a hypervisor';
}
