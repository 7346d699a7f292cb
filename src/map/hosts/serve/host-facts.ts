import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { packageVersion } from '../../../base/files/package-root.ts';
import { readMachine } from '../../../machine/read-machine.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import { WIRE_PROTOCOL } from '../wire/protocol.ts';

/** What of a host doesn’t change. */
export type HostFacts = Pick<
  HostState,
  | 'name'
  | 'id'
  | 'machine'
  | 'pid'
  | 'cpus'
  | 'effectiveCpus'
  | 'node'
  | 'concur'
  | 'protocol'
  | 'function'
  | 'digest'
>;

/** @param name what people call it; null for the machine’s name */
export async function readHostFacts(
  name: string | null,
  source: FunctionSource,
  digest: string,
  searchPath: string | undefined,
): Promise<HostFacts> {
  const sysroot = new Sysroot();
  const machine = await readMachine(sysroot, searchPath);
  return {
    name: name ?? hostname(),
    id: randomUUID(),
    machine: sysroot.read('/proc/sys/kernel/random/boot_id')?.trim() ?? null,
    pid: process.pid,
    cpus: machine.allowedCpus.length,
    effectiveCpus: machine.effectiveCpus,
    node: process.versions.node,
    concur: packageVersion(),
    protocol: WIRE_PROTOCOL,
    function: `${basename(source.file)}${source.name === null ? '' : `#${source.name}`}`,
    digest,
  };
}
