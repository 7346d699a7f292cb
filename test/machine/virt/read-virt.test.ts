import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVirt } from '../../../src/machine/virt/read-virt.ts';
import { inMemory, type Tree } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';

const ID = '0660fafc06cb'.repeat(5);
const CLOCK = '/sys/devices/system/clocksource/clocksource0/available_clocksource';
const flags = (text: string) => ({ '/proc/cpuinfo': `processor\t: 0\nflags\t\t: fpu ${text}\n` });
const VM = flags('hypervisor');
const KVM = { ...VM, [CLOCK]: 'kvm-clock tsc acpi_pm \n' };
const dmi = (fields: Readonly<Record<string, string>>): Tree =>
  Object.fromEntries(
    Object.entries(fields).map(([field, text]) => [`/sys/class/dmi/id/${field}`, `${text}\n`]),
  );
const EC2 = { sys_vendor: 'Amazon EC2', bios_vendor: 'Amazon EC2' };
const AZURE_TAG = '7783-7084-3265-9085-8269-3286-77';
const AZURE = { sys_vendor: 'Microsoft Corporation', product_name: 'Virtual Machine' };
const XEN = { '/sys/hypervisor/type': 'xen\n' };
const group = (path: string) => ({ '/proc/self/cgroup': `0::${path}\n` });
const version = (text: string) => ({ '/proc/version': `Linux version ${text}\n` });

const names = (tree: Tree, env: Readonly<Record<string, string>> = {}) => {
  const virt = readVirt(inMemory(tree), env);
  return virt && [virt.hypervisor?.name ?? null, virt.container?.name ?? null, virt.cloud?.name ?? null];
};

describe('hypervisor, container and cloud', () => {
  it.each<[string, Tree, (string | null)[]]>([
    ['AWS Nitro', { ...VM, ...dmi({ ...EC2, product_name: 'm7i.large' }) }, ['Nitro', null, 'AWS']],
    ['AWS Graviton', dmi({ ...EC2, product_name: 'm7g.large' }), ['Nitro', null, 'AWS']],
    ['AWS Graviton, bare metal', dmi({ ...EC2, product_name: 'm7g.metal' }), [null, null, 'AWS']],
    ['AWS, bare metal', { ...flags(''), ...dmi({ ...EC2, product_name: 'm5.metal' }) }, [null, null, 'AWS']],
    [
      'AWS on Xen',
      { ...VM, ...XEN, ...dmi({ sys_vendor: 'Xen', bios_version: '4.11.amazon' }) },
      ['Xen', null, 'AWS'],
    ],
    ['AWS on Xen PV', { ...XEN, '/sys/hypervisor/uuid': 'ec2f0b1c-0000\n' }, ['Xen', null, 'AWS']],
    [
      'Compute Engine',
      { ...KVM, ...dmi({ sys_vendor: 'Google', product_name: 'Google Compute Engine' }) },
      ['KVM', null, 'Google Cloud'],
    ],
    ['Azure', { ...VM, ...dmi({ ...AZURE, chassis_asset_tag: AZURE_TAG }) }, ['Hyper-V', null, 'Azure']],
    ['Hyper-V at home', { ...VM, ...dmi(AZURE) }, ['Hyper-V', null, null]],
    [
      'Oracle Cloud',
      { ...KVM, ...dmi({ sys_vendor: 'QEMU', chassis_asset_tag: 'OracleCloud.com' }) },
      ['KVM', null, 'Oracle Cloud'],
    ],
    ['DigitalOcean', { ...KVM, ...dmi({ sys_vendor: 'DigitalOcean' }) }, ['KVM', null, 'DigitalOcean']],
    ['Hetzner', { ...KVM, ...dmi({ sys_vendor: 'Hetzner' }) }, ['KVM', null, 'Hetzner Cloud']],
    ['OpenStack', { ...KVM, ...dmi({ product_name: 'OpenStack Nova' }) }, ['KVM', null, 'OpenStack']],
    [
      'Alibaba Cloud',
      { ...KVM, ...dmi({ product_name: 'Alibaba Cloud ECS' }) },
      ['KVM', null, 'Alibaba Cloud'],
    ],
    ['Tencent Cloud', { ...KVM, ...dmi({ sys_vendor: 'Tencent Cloud' }) }, ['KVM', null, 'Tencent Cloud']],
    ['QEMU without KVM', { ...VM, ...dmi({ sys_vendor: 'QEMU' }) }, ['QEMU', null, null]],
    ['VMware', { ...VM, ...dmi({ sys_vendor: 'VMware, Inc.' }) }, ['VMware', null, null]],
    [
      'Firecracker',
      { ...KVM, '/sys/firmware/acpi/tables/FACP': 'FACP\x14\x01\0\0\x06\x99FIRECKFCVMFADT' },
      ['Firecracker', null, null],
    ],
    ['Xen PV', { ...XEN, '/sys/hypervisor/guest_type': 'PV\n' }, ['Xen (PV)', null, null]],
    ['Xen HVM', { ...VM, ...XEN, '/sys/hypervisor/guest_type': 'HVM\n' }, ['Xen (HVM)', null, null]],
    ['Xen’s dom0', { ...XEN, '/proc/xen/capabilities': 'control_d\n' }, ['Xen (dom0)', null, null]],
    ['an LPAR', { '/proc/sysinfo': 'Type: 8561\nLPAR Number: 10\n' }, ['PR/SM (LPAR)', null, null]],
    [
      'z/VM',
      { '/proc/sysinfo': 'LPAR Number: 10\nVM00 Control Program: z/VM    7.2.0\n' },
      ['z/VM', null, null],
    ],
    [
      'KVM on s390',
      { '/proc/sysinfo': 'LPAR Number: 10\nVM00 Control Program: KVM/Linux\n' },
      ['KVM', null, null],
    ],
    [
      'KVM on ARM',
      { '/proc/device-tree/hypervisor/compatible': 'linux,kvm\0linux,dummy\0' },
      ['KVM', null, null],
    ],
    [
      'PowerVM',
      { '/proc/device-tree/ibm,partition-name': 'p\0', '/proc/device-tree/hmc-managed?': '' },
      ['PowerVM', null, null],
    ],
    ['Docker in KVM', { ...KVM, '/.dockerenv': '' }, ['KVM', 'Docker', null]],
    [
      'Docker, its mounts shown',
      { '/.dockerenv': '', '/proc/self/mountinfo': '9 1 8:1 /c/hosts /etc/hosts rw - ext4 /dev/sda1 rw\n' },
      [null, 'Docker', null],
    ],
    ['Docker, its groups shown', group(`/system.slice/docker-${ID}.scope`), [null, 'Docker', null]],
    ['Docker’s daemon on a host', { ...KVM, ...group('/system.slice/docker.service') }, ['KVM', null, null]],
    [
      'a pod',
      group(`/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope`),
      [null, 'Kubernetes', null],
    ],
    ['containerd', group(`/system.slice/containerd-${ID}.scope`), [null, 'containerd', null]],
    ['the kubelet on a host', { ...KVM, ...group('/system.slice/kubelet.service') }, ['KVM', null, null]],
    ['Podman', { '/run/.containerenv': 'engine="podman-5.2.0"\n' }, [null, 'Podman', null]],
    ['LXC', { '/run/systemd/container': 'lxc\n', '/.dockerenv': '' }, [null, 'LXC', null]],
    ['LXC by its group', group('/lxc.payload.web/init.scope'), [null, 'LXC', null]],
    [
      'gVisor',
      { ...VM, ...version('4.19.0-gvisor #1 SMP Sun Jan 10 15:06:54 PST 2016'), '/.dockerenv': '' },
      [null, 'gVisor', null],
    ],
    [
      'WSL 2',
      { ...VM, ...version('5.15.167.4-microsoft-standard-WSL2 (root@host)') },
      ['Hyper-V (WSL 2)', null, null],
    ],
    ['WSL 1', version('4.4.0-19041-Microsoft (Microsoft@Microsoft.com)'), [null, 'WSL 1', null]],
  ])('are named: %s', (_, tree, expected) => {
    expect(names(tree)).toEqual(expected);
  });

  it.each([
    ['bare metal', { ...flags('lm'), ...dmi({ sys_vendor: 'Dell Inc.', product_name: 'PowerEdge R750' }) }],
    ['a host that offers QEMU', { ...flags('lm'), ...dmi({ sys_vendor: 'QEMU' }) }],
    ['a virtual machine without a name', VM],
    [
      'a file that Docker left in the image of a virtual machine',
      { ...VM, '/.dockerenv': '', '/proc/self/mountinfo': '1 1 8:1 / / rw - ext4 /dev/vda rw\n' },
    ],
    ['nothing', {}],
  ])('are not made up: %s', (_, tree) => {
    expect(names(tree)).toBeNull();
  });

  it('are named by variables, too', () => {
    expect(names({}, { KUBERNETES_SERVICE_HOST: '10.0.0.1' })).toEqual([null, 'Kubernetes', null]);
    expect(names({}, { container: 'podman' })).toEqual([null, 'Podman', null]);
    expect(names({}, { container: 'oci' })).toBeNull();
    expect(names({}, { container: 'constructor' })).toBeNull();
  });

  it('have the file that says so', () => {
    const tree = { ...VM, ...dmi({ ...EC2, product_name: 'm7i.large' }), '/.dockerenv': '' };
    expect(readVirt(inMemory(tree), {})).toEqual({
      hypervisor: { name: 'Nitro', evidence: '/sys/class/dmi/id/sys_vendor' },
      container: { name: 'Docker', evidence: '/.dockerenv' },
      cloud: { name: 'AWS', evidence: '/sys/class/dmi/id/sys_vendor' },
    });
  });

  it('are read from any bytes', () => {
    const paths = [
      '/sys/class/dmi/id/sys_vendor',
      '/sys/hypervisor/type',
      '/proc/sysinfo',
      '/proc/self/cgroup',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), garbage, (path, text) => {
        expect(() => readVirt(inMemory({ [path]: text }), {})).not.toThrow();
      }),
    );
  });
});
