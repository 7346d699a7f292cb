import { type BigIntStats, closeSync, constants, fstatSync, readSync } from 'node:fs';
import type { Sysroot } from '../../sysroot.ts';
import type { ReadAt } from '../elf.ts';
import type { Mapping } from './maps.ts';

/**
 * Reads from the file that a process has mapped, and closes it.
 * @returns what `use` makes of it; null where the file can’t be read, or is another one by now
 */
export function readMappedFile<Result>(
  { sysroot, pid }: { readonly sysroot: Sysroot; readonly pid: number },
  mapping: Mapping,
  use: (read: ReadAt) => Result,
): Result | null {
  for (const path of pathsOf(pid, mapping)) {
    const fd = sysroot.open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (typeof fd === 'string') continue;
    try {
      if (isMapped(fstatSync(fd, { bigint: true }), mapping)) return use(readerOf(fd));
    } finally {
      closeSync(fd);
    }
  }
  return null;
}

/** Its own mount namespace first, then ours (a program in a chroot); a program that was replaced is still its `exe`. */
function pathsOf(pid: number, { path }: Mapping): string[] {
  // To open a device may do something.
  if (path.startsWith('/dev/')) return [];
  return [`/proc/${pid}/root${path}`, path, `/proc/${pid}/exe`];
}

/**
 * By device and inode. Overlayfs and Btrfs give their files devices of their own, without a major number, that maps
 * doesn’t show: there the inode has to do.
 */
function isMapped(stat: BigIntStats, { device, inode }: Mapping): boolean {
  const [major = 0, minor = 0] = device.split(':').map((number) => Number.parseInt(number, 16));
  const own = { major: majorOf(stat.dev), minor: minorOf(stat.dev) };
  const isSameDevice = own.major === major && own.minor === minor;
  return stat.isFile() && `${stat.ino}` === inode && (isSameDevice || own.major === 0 || major === 0);
}

// makedev(3): how a device's two numbers share the 64 bits.
function majorOf(device: bigint): number {
  return Number(((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n));
}

function minorOf(device: bigint): number {
  return Number((device & 0xffn) | ((device >> 12n) & 0xffffff00n));
}

function readerOf(fd: number): ReadAt {
  return (at, bytes) => {
    // A negative place would be read as the file’s current one.
    const buffer = Buffer.allocUnsafe(at >= 0 && Number.isSafeInteger(at) ? bytes : 0);
    try {
      return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, at));
    } catch {
      return buffer.subarray(0, 0);
    }
  };
}
