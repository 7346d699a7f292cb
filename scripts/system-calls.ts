import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Makes src/machine/follow/waits/system-calls.ts from the kernel's headers (Debian: linux-libc-dev). The generic table is arm64's.

const WIDE = '/usr/include/x86_64-linux-gnu/asm/unistd_64.h';
const GENERIC = '/usr/include/asm-generic/unistd.h';
const TARGET = join(import.meta.dirname, '../src/machine/follow/waits/system-calls.ts');
const LINE = 104;

/** The numbers of system calls by their names, as a header defines them. */
export function numbersIn(header: string): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const [, name = '', value = ''] of header.matchAll(/^#define __NR(?:3264)?_(\w+)\s+(\w+)/gm)) {
    const number = /^\d+$/.test(value) ? Number(value) : numbers.get(value.replace(/^__NR(?:3264)?_/, ''));
    if (number !== undefined && name !== 'syscalls' && name !== 'arch_specific_syscall')
      numbers.set(name, number);
  }
  return numbers;
}

function rows(): string[] {
  const [wide, generic] = [WIDE, GENERIC].map((file) => numbersIn(readFileSync(file, 'utf8'))) as [
    Map<string, number>,
    Map<string, number>,
  ];
  // What 32-bit machines alone call otherwise comes under the same numbers (fcntl64).
  const known = new Set([...wide.keys()].map((name) => generic.get(name)));
  const names = [...new Set([...wide.keys(), ...generic.keys()])].filter(
    (name) => wide.has(name) || !known.has(generic.get(name)),
  );
  return names.map((name) => `${name} ${wide.get(name) ?? '-'} ${generic.get(name) ?? '-'}`);
}

function lines(words: readonly string[]): string {
  const folded: string[] = [''];
  for (const word of words) {
    const last = folded.at(-1) as string;
    if (last.length + word.length + 2 > LINE) folded.push(word);
    else folded[folded.length - 1] = last === '' ? word : `${last}, ${word}`;
  }
  return folded.join(',\n');
}

if (import.meta.filename === process.argv[1]) {
  const text = readFileSync(TARGET, 'utf8');
  const start = text.indexOf('`\n') + 2;
  writeFileSync(TARGET, `${text.slice(0, start)}${lines(rows())}\n${text.slice(text.indexOf('`;'))}`);
}
