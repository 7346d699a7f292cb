import { expect, it } from 'vitest';
import { ownStack } from '../../../src/machine/own/own-stack.ts';
import type { Sysroot } from '../../../src/machine/sysroot.ts';

const MAPS = `55d000000000-55d000001000 r--p 00000000 08:01 12 /usr/bin/node
7f48b8000000-7f48b8400000 rw-p 00000000 00:00 0
7ffe10000000-7ffe10021000 rw-p 00000000 00:00 0 [stack]
`;

const root = (files: Readonly<Record<string, string>>) =>
  ({ read: (path: string) => files[path] ?? null }) as unknown as Sysroot;

it('finds the mapping that the stack pointer lies in', () => {
  const syscall = '0 0x15 0x7f48b83ff000 0x1000 0x0 0x0 0x0 0x7f48b83fe8c8 0x7f49000101ee\n';
  expect(ownStack(root({ '/proc/thread-self/syscall': syscall, '/proc/self/maps': MAPS }))).toEqual({
    pointer: '0x7f48b83fe8c8',
    mapping: '7f48b8000000-7f48b8400000',
  });
});

it.each([
  ['nothing', undefined],
  ['that the thread runs', 'running\n'],
  ['of an address that is mapped nowhere', '0 0x1 0x2 0x3 0x4 0x5 0x6 0x1000 0x7f\n'],
])('is unknown where the kernel tells %s', (_what, syscall) => {
  const files = {
    '/proc/self/maps': MAPS,
    ...(syscall === undefined ? {} : { '/proc/thread-self/syscall': syscall }),
  };
  expect(ownStack(root(files))).toBeNull();
});
