import { expect, it } from 'vitest';
import { processState, startedAt } from '../../../src/machine/process/process-state.ts';
import { inMemory, type Tree } from '../../fixtures/captured.ts';

const stat = (state: string, flags = 0) =>
  `77 (a) b) ${state} 1 77 77 0 -1 ${flags} ${'0 '.repeat(12)}4711 0\n`;
const state = (tree: Tree) => processState(77, inMemory(tree));

it.each([
  ['running', { '/proc/77/stat': stat('S'), '/proc/77/status': 'Name:\ta\nTgid:\t77\n' }],
  ['running', { '/proc/77/status': 'Name:\ta\n' }],
  ['missing', { '/proc/78/stat': stat('S') }],
  ['unreadable', { '/proc/77/ns/pid': '' }],
  ['kernel-thread', { '/proc/77/stat': stat('I', 0x0020_8040) }],
  ['zombie', { '/proc/77/stat': stat('Z') }],
  ['running', { '/proc/77/stat': stat('Z'), '/proc/77/task/77/x': '', '/proc/77/task/78/x': '' }],
] as const)('is %s: %j', (expected, tree) => {
  expect(state(tree)).toEqual({ state: expected });
});

it('names the process whose thread it is', () => {
  const tree = { '/proc/77/stat': stat('S'), '/proc/77/status': 'Name:\ta\nTgid:\t70\n' };
  expect(state(tree)).toEqual({ state: 'thread', owner: 70 });
});

it('tells a process from a later one of the same ID by its start', () => {
  expect(startedAt(77, inMemory({ '/proc/77/stat': stat('S') }))).toBe(4711);
  expect(startedAt(77, inMemory({}))).toBeNull();
});
