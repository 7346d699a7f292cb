import { expect, it } from 'vitest';
import { numaPolicyOf } from '../../../src/machine/process/numa-policy.ts';

it('is that of most pages, by their size', () => {
  const small = '00400000 default file=/bin/x mapped=30 N0=20 N1=10 kernelpagesize_kB=4\n';
  expect(numaPolicyOf(small)).toBe('default');
  expect(numaPolicyOf(`${small}7f00 bind:0-1 anon=1 N0=1 kernelpagesize_kB=2048\n`)).toBe('bind:0-1');
});

it.each([
  'local',
  'interleave=static:0,2',
  'prefer (many):0',
  'weighted interleave:0-1',
  'prefer=relative:1',
])('is named as the kernel names it: %s', (policy) => {
  expect(numaPolicyOf(`7f00 ${policy} heap anon=3 N0=3 kernelpagesize_kB=4\n`)).toBe(policy);
});

it('is unknown where no mapping has a page', () => {
  for (const text of [null, '', 'nonsense', '7f00 default\n']) expect(numaPolicyOf(text)).toBeNull();
});
