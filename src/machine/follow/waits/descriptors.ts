import type { WaitObject } from '../../../model/waits.ts';
import { threadName } from '../../proc/threads.ts';
import type { Sysroot } from '../../sysroot.ts';

const TERMINAL = /^\/dev\/(pts\/\d+|tty\w*|console)$/;
/** Looking through more processes for the other end of a pipe would take too long. */
const MOST_PROCESSES = 64;
const MOST_ENDS = 8;
const ACCESS_MODE = 0o3;

/** What a descriptor of a process leads to (proc_pid_fd(5)); null where that can't be read. */
export function descriptorLink(sysroot: Sysroot, pid: number, fd: number): string | null {
  return sysroot.link(`/proc/${pid}/fd/${fd}`);
}

/** What is behind it. @param family PIDs among which the other end of a pipe is looked for */
export function describeDescriptor(
  sysroot: Sysroot,
  place: { readonly pid: number; readonly fd: number; readonly link: string },
  family: readonly number[],
): WaitObject {
  const { pid, fd, link } = place;
  const plain = { name: null, otherEnd: [] };
  if (link.startsWith('pipe:'))
    return { type: 'pipe', name: null, otherEnd: otherEnds(sysroot, place, family) };
  if (link.startsWith('socket:'))
    return { ...plain, type: 'socket', name: peerOf(sysroot, pid, link.replace(/\D/g, '')) };
  if (link.startsWith('anon_inode:'))
    return {
      ...plain,
      type: link.includes('eventfd') ? 'eventfd' : 'other',
      name: link.slice('anon_inode:'.length),
    };
  if (TERMINAL.test(link)) return { ...plain, type: 'terminal', name: link };
  const type = sysroot.typeOf(`/proc/${pid}/fd/${fd}`);
  if (type === 'fifo') return { type: 'pipe', name: link, otherEnd: otherEnds(sysroot, place, family) };
  return { ...plain, type: type === 'character' ? 'other' : 'file', name: link };
}

/** Who has the same pipe open the other way round. Of one who has both ends open nothing follows. */
function otherEnds(
  sysroot: Sysroot,
  { pid, fd, link }: { readonly pid: number; readonly fd: number; readonly link: string },
  family: readonly number[],
): WaitObject['otherEnd'] {
  const own = accessOf(sysroot, pid, fd);
  return family
    .slice(0, MOST_PROCESSES)
    .filter((other) => other !== pid && holdsOther(sysroot, other, link, own))
    .slice(0, MOST_ENDS)
    .map((other) => ({ pid: other, comm: threadName(sysroot, other, other) ?? '?' }));
}

function holdsOther(sysroot: Sysroot, pid: number, link: string, own: number | null): boolean {
  const fds = (sysroot.list(`/proc/${pid}/fd`) ?? []).map(Number);
  const modes = fds
    .filter((fd) => descriptorLink(sysroot, pid, fd) === link)
    .map((fd) => accessOf(sysroot, pid, fd));
  return modes.length > 0 && modes.every((mode) => mode !== null && mode !== own);
}

/** O_RDONLY (0), O_WRONLY (1) or O_RDWR (2): the last bits of `flags` (proc_pid_fdinfo(5)). */
function accessOf(sysroot: Sysroot, pid: number, fd: number): number | null {
  const flags = /^flags:\s*([0-7]+)$/m.exec(sysroot.read(`/proc/${pid}/fdinfo/${fd}`) ?? '')?.[1];
  return flags === undefined ? null : Number.parseInt(flags, 8) & ACCESS_MODE;
}

/** Whom a TCP socket leads to, or where it listens (proc_pid_net(5)); the path of a Unix one; null where neither is known. */
function peerOf(sysroot: Sysroot, pid: number, inode: string): string | null {
  for (const table of ['tcp', 'tcp6']) {
    const row = rowsOf(sysroot, pid, table).find((fields) => fields[9] === inode);
    if (row === undefined) continue;
    const [local = '', remote = ''] = row.slice(1, 3);
    return /^0+:0000$/.test(remote) ? `listening at ${addressOf(local)}` : addressOf(remote);
  }
  const row = rowsOf(sysroot, pid, 'unix').find((fields) => fields[6] === inode);
  return row?.[7] ?? null;
}

function rowsOf(sysroot: Sysroot, pid: number, table: string): string[][] {
  const text = sysroot.read(`/proc/${pid}/net/${table}`) ?? '';
  return text.split('\n').map((line) => line.trim().split(/\s+/));
}

/** `0100007F:1538` is 127.0.0.1:5432: words of the machine's byte order, and here that is little-endian. */
function addressOf(text: string): string {
  const [address = '', port = ''] = text.split(':');
  const words = address.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse());
  const number = Number.parseInt(port, 16);
  if (bytes.length === 4) return `${bytes.map((byte) => Number.parseInt(byte, 16)).join('.')}:${number}`;
  const groups = bytes.join('').match(/.{4}/g) ?? [];
  const isMapped = /^0{20}ffff/i.test(bytes.join(''));
  return isMapped
    ? `${bytes
        .slice(12)
        .map((byte) => Number.parseInt(byte, 16))
        .join('.')}:${number}`
    : `[${groups.map((group) => group.toLowerCase().replace(/^0{1,3}/, '')).join(':')}]:${number}`;
}
