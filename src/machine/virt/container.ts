import type { NamedBy } from '../../model/machine/virt.ts';
import { trimmed } from '../cpus/cpu-sets.ts';
import { isGvisor } from '../cpus/gvisor.ts';
import type { Sysroot } from '../sysroot.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Names that container managers give themselves, in `container=` or in a file of systemd’s Container Interface. */
const MANAGERS: ReadonlyMap<string, string> = new Map([
  ['docker', 'Docker'],
  ['podman', 'Podman'],
  ['lxc', 'LXC'],
  ['lxc-libvirt', 'LXC'],
  ['systemd-nspawn', 'systemd-nspawn'],
  ['rkt', 'rkt'],
  ['pouch', 'Pouch'],
  ['proot', 'PRoot'],
]);

/**
 * What is in a path of a container’s cgroup, with the start of its ID: docker.service and kubelet.service are the host’s own
 * (runc’s and crun’s cgroup drivers name the groups).
 */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/\/kubepods[./-]/, 'Kubernetes'],
  [/\/libpod-[0-9a-f]{12}/, 'Podman'],
  [/\/docker[/-][0-9a-f]{12}/, 'Docker'],
  [/\/lxc(?:\/|\.payload)/, 'LXC'],
  [/\/crio-[0-9a-f]{12}/, 'CRI-O'],
  [/\/(?:cri-)?containerd[-:/][0-9a-f]{12}/, 'containerd'],
];

/** What our process is contained in; the surest evidence first. Null where nothing says. */
export function findContainer(sysroot: Sysroot, env: Env): NamedBy | null {
  if (isGvisor(sysroot)) return { name: 'gVisor', evidence: '/proc/version' };
  return (
    kubernetes(sysroot, env) ?? managerFile(sysroot) ?? byVariable(env) ?? byGroup(sysroot) ?? byFile(sysroot)
  );
}

/** The kubelet sets the variable in every container of a pod, unless service links and the API are hidden from it. */
function kubernetes(sysroot: Sysroot, env: Env): NamedBy | null {
  if (env.KUBERNETES_SERVICE_HOST) return { name: 'Kubernetes', evidence: 'KUBERNETES_SERVICE_HOST' };
  const path = '/var/run/secrets/kubernetes.io';
  return sysroot.has(path) ? { name: 'Kubernetes', evidence: path } : null;
}

function managerFile(sysroot: Sysroot): NamedBy | null {
  for (const path of ['/run/host/container-manager', '/run/systemd/container']) {
    const manager = MANAGERS.get(trimmed(sysroot.read(path)));
    if (manager !== undefined) return { name: manager, evidence: path };
  }
  return null;
}

function byVariable({ container }: Env): NamedBy | null {
  const manager = MANAGERS.get(container ?? '');
  return manager === undefined ? null : { name: manager, evidence: `container=${container}` };
}

function byGroup(sysroot: Sysroot): NamedBy | null {
  for (const path of ['/proc/self/cgroup', '/proc/1/cgroup']) {
    const text = sysroot.read(path) ?? '';
    const found = GROUPS.find(([group]) => group.test(text));
    if (found !== undefined) return { name: found[1], evidence: path };
  }
  return null;
}

/** Docker’s file comes last: it may have been left in an image that something else runs, as a virtual machine does. */
function byFile(sysroot: Sysroot): NamedBy | null {
  if (sysroot.has('/run/.containerenv')) return { name: 'Podman', evidence: '/run/.containerenv' };
  const path = '/proc/version';
  if (/-Microsoft\b/.test(sysroot.read(path) ?? '')) return { name: 'WSL 1', evidence: path };
  return sysroot.has('/.dockerenv') && hasDockerMounts(sysroot)
    ? { name: 'Docker', evidence: '/.dockerenv' }
    : null;
}

/**
 * Docker mounts files of its own over /etc/resolv.conf, /etc/hostname and /etc/hosts. A captured machine may have been captured
 * without its mounts.
 */
function hasDockerMounts(sysroot: Sysroot): boolean {
  const mounts = sysroot.read('/proc/self/mountinfo');
  return mounts === null ? sysroot.isCaptured : / \/etc\/(?:resolv\.conf|hostname|hosts) /.test(mounts);
}
