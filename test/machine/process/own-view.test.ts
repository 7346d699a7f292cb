import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCores } from '../../../src/machine/topology/read-cores.ts';
import { captured, type Tree, V2_MOUNT } from '../../fixtures/captured.ts';
import { machineTree } from '../../fixtures/machines.ts';

const SLICE = '/sys/fs/cgroup/pods.slice';
const CONTAINER = V2_MOUNT.replace(' / /sys', ' /pods.slice/web /sys');
/** A host whose slice has a quota of 2 CPUs, its container of 3, as process 77 lives in it. */
const HOST: Tree = {
  ...machineTree({ packages: 1, coresPerPackage: 8, threadsPerCore: 1 }),
  '/proc/self/cgroup': '0::/\n',
  '/proc/self/mountinfo': V2_MOUNT,
  '/proc/77/status': 'Name:\tweb\nCpus_allowed_list:\t0-7\n',
  '/proc/77/cgroup': '0::/pods.slice/web\n',
  '/sys/fs/cgroup/cgroup.controllers': 'cpu\n',
  [`${SLICE}/cpu.max`]: '200000 100000\n',
  [`${SLICE}/web/cpu.max`]: '300000 100000\n',
};

async function read(files: Tree, namespaces: Readonly<Record<string, string>> = {}) {
  const sysroot = captured({ ...HOST, ...files });
  for (const [id, name] of Object.entries(namespaces)) {
    mkdirSync(join(sysroot.root, 'proc', id, 'ns'), { recursive: true });
    symlinkSync(`cgroup:[${name}]`, join(sysroot.root, 'proc', id, 'ns', 'cgroup'));
  }
  const { ruleInputs, effectiveCpus } = await readCores(sysroot, { env: {}, searchPath: '', process: 77 });
  const libuv = ruleInputs.libuv?.groups.map(({ quota }) => quota);
  return { effectiveCpus, quotas: ruleInputs.quotas.map(({ cpus }) => cpus), libuv };
}

it('a program on the host sees all of its groups', async () => {
  const own = { quotas: [3, 2], libuv: ['300000 100000', '200000 100000', null] };
  expect(await read({ '/proc/77/mountinfo': V2_MOUNT })).toEqual({ effectiveCpus: 2, ...own });
  expect(await read({})).toEqual({ effectiveCpus: 2, ...own });
});

it('a program in a container sees the container’s, and is limited by all', async () => {
  const found = await read({ '/proc/77/mountinfo': CONTAINER }, { 77: '2', self: '1' });
  expect(found).toEqual({ effectiveCpus: 2, quotas: [3], libuv: ['300000 100000'] });
});

it('libuv finds nothing where the container has no cgroup namespace: the path is the host’s', async () => {
  const found = await read({ '/proc/77/mountinfo': CONTAINER }, { 77: '1', self: '1' });
  expect(found).toEqual({ effectiveCpus: 2, quotas: [3], libuv: [null] });
});

it('a program without a mounted cgroup sees none', async () => {
  expect(await read({ '/proc/77/mountinfo': '' })).toMatchObject({ effectiveCpus: 2, quotas: [] });
});
