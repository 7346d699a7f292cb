import type { Namespace } from '../../model/machine/running-process.ts';
import type { Sysroot } from '../sysroot.ts';
import type { Unread } from './read-or-why.ts';

/**
 * The namespaces that a process is in: links such as `pid:[4026531836]` (namespaces(7)). Those that only its children will
 * be in are none of its own.
 */
export function readNamespaces(sysroot: Sysroot, pid: number, unread: Unread): Namespace[] {
  const folder = `/proc/${pid}/ns`;
  const types = sysroot.list(folder)?.filter((name) => !name.endsWith('_for_children')) ?? [];
  const links = types.map((type) => ({ type, id: idOf(sysroot.link(`${folder}/${type}`)) }));
  const refused = links.find(({ id }) => id === null);
  if (refused !== undefined) unread.note(`${folder}/${refused.type}`);
  else if (types.length === 0) unread.note(folder);
  return links
    .flatMap(({ type, id }): Namespace[] => {
      const own = idOf(sysroot.link(`/proc/self/ns/${type}`));
      return id === null ? [] : [{ type, id, isOurs: own === null ? null : own === id }];
    })
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}

function idOf(link: string | null): string | null {
  return /^\w+:\[(\d+)\]$/.exec(link ?? '')?.[1] ?? null;
}
