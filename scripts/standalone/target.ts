import { spawnSync } from 'node:child_process';

/** A machine that an executable is for, and what builds it here. */
export interface Target {
  /** As Node and npm name it. */
  readonly arch: 'x64' | 'arm64';
  /** Of the compiler's programs. */
  readonly prefix: string;
  /** Debian's packages that build it on another machine. */
  readonly cross: string;
}

const TARGETS: readonly Target[] = [
  { arch: 'x64', prefix: 'x86_64-linux-gnu-', cross: 'g++-x86-64-linux-gnu zlib1g-dev:amd64' },
  { arch: 'arm64', prefix: 'aarch64-linux-gnu-', cross: 'g++-aarch64-linux-gnu zlib1g-dev:arm64' },
];

/** @throws Error where there is no executable for it */
export function targetFor(arch: string): Target {
  const target = TARGETS.find((each) => each.arch === arch);
  const known = TARGETS.map((each) => each.arch).join(' or ');
  if (target === undefined) throw new Error(`--arch is ${known}, not ${arch}`);
  return target;
}

/** What to install before it can be built, or null where all of it is there. */
export function missingFor({ arch, prefix, cross }: Target): string | null {
  const program = 'int main(void) { return zlibVersion() == 0; }';
  const source = ['-x', 'c', '-include', 'zlib.h', '-', '-o', '/dev/null', '-static', '-lz'];
  const compiles = spawnSync(`${prefix}gcc`, source, { input: program }).status === 0;
  const compiler = process.arch === arch ? 'g++ zlib1g-dev' : cross;
  const patches = spawnSync('patchelf', ['--version']).status === 0;
  const missing = [...(compiles ? [] : [compiler]), ...(patches ? [] : ['patchelf'])].join(' ');
  if (missing === '') return null;
  const foreign = /:(\w+)/.exec(missing)?.[1];
  const first = foreign === undefined ? '' : `dpkg --add-architecture ${foreign} && apt-get update && `;
  return `${first}apt-get install ${missing}`;
}
