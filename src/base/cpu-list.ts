import { usageError } from './errors/errors.ts';

/** Linux numbers CPUs below its build-time NR_CPUS, at most 8,192 today; anything far above is a typing error. */
const HIGHEST_CPU = 65_535;

/** A list that names every CPU several times over is no list of CPUs, but would take for ever to read. */
const MOST_LISTED = 4 * HIGHEST_CPU;

const RANGE = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/;

/**
 * Parses the CPU list syntax of taskset(1) and of the kernel: `0-3,8`, `0-10:2`.
 * @returns the CPU numbers, ascending, each once
 * @throws ConcurError (USAGE) for anything else
 */
export function parseCpuList(text: string): number[] {
  const cpus = new Set<number>();
  let listed = 0;
  for (const part of text.trim().split(',')) {
    const match = RANGE.exec(part.trim());
    if (match === null) throw malformed(text, part);
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    const step = match[3] === undefined ? 1 : Number(match[3]);
    listed += last - first + 1;
    if (last < first || step < 1 || last > HIGHEST_CPU || listed > MOST_LISTED) throw malformed(text, part);
    for (let cpu = first; cpu <= last; cpu += step) cpus.add(cpu);
  }
  return [...cpus].sort((a, b) => a - b);
}

/**
 * Parses the kernel's CPU mask: hexadecimal, in groups of 32 bits, the highest first (`00000001,00000003`).
 * @returns the CPU numbers, ascending, or null for anything else
 */
export function parseCpuMask(text: string): number[] | null {
  const groups = text.trim().split(',');
  if (groups.length * 32 > HIGHEST_CPU + 1) return null;
  if (!groups.every((group) => /^[0-9a-f]{1,8}$/i.test(group))) return null;
  const digits = [...groups.map((group) => group.padStart(8, '0')).join('')].reverse();
  return digits.flatMap((digit, place) =>
    [0, 1, 2, 3].filter((bit) => (Number.parseInt(digit, 16) >> bit) & 1).map((bit) => place * 4 + bit),
  );
}

/** Writes CPU numbers as the kernel does: `0-3,8`. An empty list is the empty string. */
export function formatCpuList(cpus: readonly number[]): string {
  const sorted = [...new Set(cpus)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (sorted[end + 1] === (sorted[end] as number) + 1) end++;
    parts.push(end === i ? `${sorted[i]}` : `${sorted[i]}-${sorted[end]}`);
    i = end + 1;
  }
  return parts.join(',');
}

function malformed(text: string, part: string) {
  const what = part.trim() === '' ? 'an empty part' : `“${part.trim()}”`;
  return usageError(
    `“${text}” is not a CPU list: it has ${what}, where a number, a range or a stepped range belongs`,
    'Write it as taskset does: 0-3,8 or 0-10:2.',
  );
}
