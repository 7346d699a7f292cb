import { expect, it } from 'vitest';
import { descendants } from '../../../src/machine/proc/threads.ts';
import { captured } from '../../fixtures/captured.ts';

it('a process tree holds the children that any of its threads has started, and theirs', () => {
  const family = captured({
    '/proc/10/task/10/children': '20 ',
    '/proc/10/task/11/children': '30 ',
    '/proc/20/task/20/children': '21 ',
    '/proc/21/task/21/children': '',
    '/proc/30/task/30/children': '',
    '/proc/40/task/40/children': '',
  });
  expect(descendants(family, 10).sort()).toEqual([20, 21, 30]);
  expect(descendants(family, 99)).toEqual([]);
});
