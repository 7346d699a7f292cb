import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { builtFile } from '../src/base/files/package-root.ts';
import { readMachine } from '../src/machine/read-machine.ts';
import type { Machine } from '../src/model/machine/machine.ts';
import { missingPackages } from './packages.ts';

/** The programs that candidates and their surroundings are made of: absolute paths, null where one is missing. */
export interface Programs {
  readonly taskset: string | null;
  readonly setpriv: string | null;
  readonly sh: string | null;
  /** util-linux's script: it gives a program a pseudo-terminal. */
  readonly script: string | null;
  /** A Python 3 that has tqdm. */
  readonly python: string | null;
  /** A C compiler. */
  readonly cc: string | null;
  /** What else samples threads: procps, sysstat, and the kernel's own tracer. */
  readonly top: string | null;
  readonly pidstat: string | null;
  readonly perf: string | null;
  /** What else times commands. */
  readonly hyperfine: string | null;
  /** What else samples Python programs. */
  readonly pySpy: string | null;
  /** A broker for hosts: redis-server, or valkey-server. */
  readonly redis: string | null;
}

/** Where the bench runs. */
export interface Site {
  readonly machine: Machine;
  readonly programs: Programs;
  readonly concur: string;
  /** What bench/package.json names, and isn’t installed. */
  readonly missingPackages: readonly string[];
  readonly scratchDir: string;
}

export async function readSite(concur: string | null): Promise<Site> {
  const searchPath = process.env.PATH ?? '';
  const machine = await readMachine(undefined, searchPath);
  const site = {
    machine,
    programs: {
      ...machine.tools,
      script: findAll('script', searchPath)[0] ?? null,
      python: pythonWithTqdm(findAll('python3', searchPath)),
      cc: findAll('cc', searchPath)[0] ?? findAll('gcc', searchPath)[0] ?? null,
      top: findAll('top', searchPath)[0] ?? null,
      pidstat: findAll('pidstat', searchPath)[0] ?? null,
      perf: findAll('perf', searchPath)[0] ?? null,
      hyperfine: findAll('hyperfine', searchPath)[0] ?? null,
      pySpy: findAll('py-spy', searchPath)[0] ?? null,
      redis: ['redis-server', 'valkey-server'].flatMap((name) => findAll(name, searchPath))[0] ?? null,
    },
    concur: concur === null ? builtFile('bin', 'concur.cjs') : resolve(concur),
    missingPackages: missingPackages(),
  };
  if (!existsSync(site.concur)) throw new Error(`${site.concur} is not there: npm run build makes it`);
  return { ...site, scratchDir: mkdtempSync(join(tmpdir(), 'concur-bench-')) };
}

export function removeScratch({ scratchDir }: Site): void {
  rmSync(scratchDir, { recursive: true, force: true });
}

const NEEDED_FOR: { readonly [name in keyof Programs]: string } = {
  taskset: 'nothing can be pinned',
  setpriv: 'concur starts its children without it',
  sh: 'threads are not pinned',
  script: 'nothing can be drawn on a pseudo-terminal (util-linux has it)',
  python: 'no Python 3 in PATH has tqdm (pip install tqdm): P2 and P3 leave their Python peers out',
  cc: 'the C peers are left out',
  top: 'the cost of watching is not compared with that of top (procps)',
  pidstat: 'the cost of watching is not compared with that of pidstat (sysstat)',
  perf: 'the cost of watching is not compared with that of perf sched record (linux-perf)',
  hyperfine: 'whole commands are not compared with it (hyperfine)',
  pySpy: 'the cost of watching Python is not compared with that of py-spy (pip install py-spy)',
  redis: 'hosts are not measured (redis-server or valkey-server)',
};

/** What this machine lacks, and what that means. */
export function lacking({ programs, missingPackages }: Pick<Site, 'programs' | 'missingPackages'>): string[] {
  const lacks = (Object.keys(NEEDED_FOR) as (keyof Programs)[])
    .filter((name) => programs[name] === null)
    .map((name) => `${name}: ${NEEDED_FOR[name]}`);
  return missingPackages.length === 0
    ? lacks
    : [
        ...lacks,
        `${missingPackages.join(', ')}: the peers of other packages are left out (npm ci --prefix bench)`,
      ];
}

/** A launcher of Python versions (pyenv's shims) costs time of its own: Python itself says where it is. */
function pythonWithTqdm(candidates: readonly string[]): string | null {
  for (const candidate of candidates) {
    const asked = spawnSync(candidate, ['-c', 'import sys, tqdm; print(sys.executable)'], {
      encoding: 'utf8',
    });
    if (asked.status === 0) return asked.stdout.trim();
  }
  return null;
}

function findAll(name: string, searchPath: string): string[] {
  return searchPath
    .split(delimiter)
    .map((folder) => join(folder, name))
    .filter((path) => existsSync(path));
}
