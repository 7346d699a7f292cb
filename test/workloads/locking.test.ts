import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { workloadModule } from '../../src/workloads/index.ts';
import { mayLock } from '../../src/workloads/locking.ts';

const python = (name: string) => join(packageRoot(), 'scenarios', 'python', `${name}.py`);

it.each([
  [workloadModule('lock'), true],
  [workloadModule('primitives'), true],
  [workloadModule('two-locks'), true],
  [workloadModule('call'), true],
  [python('primitives'), true],
  [python('two_locks'), true],
  ['/home/me/lock-free.mjs', true],
  [workloadModule('hash'), false],
  [workloadModule('start-helper'), false],
  [python('ticks'), false],
])('workers that do %s: may share a lock: %s', (module, expected) => {
  expect(mayLock({ module })).toBe(expected);
});
