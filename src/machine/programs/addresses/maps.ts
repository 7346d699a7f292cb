/** One line of /proc/PID/maps (proc_pid_maps(5)). Addresses of user space are below 2^53. */
export interface Mapping {
  readonly start: number;
  readonly end: number;
  /** In the file, in bytes. */
  readonly offset: number;
  readonly isShared: boolean;
  readonly device: string;
  readonly inode: number;
  /** A file's path, `[heap]`, `[stack]`, …; empty for anonymous memory. */
  readonly path: string;
}

const LINE = /^([\da-f]+)-([\da-f]+) ...(.) ([\da-f]+) (\S+) (\d+) *(.*)$/gm;

/** The mappings of a process, ascending. Of a text that was cut or mangled those lines that are whole. */
export function parseMaps(text: string): Mapping[] {
  return [...text.matchAll(LINE)].map(
    ([, start = '', end = '', share, offset = '', device = '', inode, path = '']) => ({
      start: Number.parseInt(start, 16),
      end: Number.parseInt(end, 16),
      offset: Number.parseInt(offset, 16),
      isShared: share === 's',
      device,
      inode: Number(inode),
      path,
    }),
  );
}

/** The mapping that holds an address; null where none does. */
export function mappingAt(maps: readonly Mapping[], address: number): Mapping | null {
  let [low, high] = [0, maps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((maps[middle] as Mapping).end <= address) low = middle + 1;
    else high = middle;
  }
  const found = maps[low];
  return found !== undefined && found.start <= address ? found : null;
}

/** Whether a file is mapped there, and not memory or something that only looks like a file. */
export function isFileMapping({ path, inode }: Mapping): boolean {
  return inode !== 0 && path.startsWith('/') && !/^\/(dev\/(shm|zero)|memfd:|SYSV)/.test(path);
}
