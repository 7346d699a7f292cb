import { expect, it } from 'vitest';
import { aloneIn } from '../../../../src/run/series/command/alone.ts';

const CEILING = {
  ratio: 4,
  serialNs: 0.25e9,
  waitNs: 0,
  errorRatio: 0.1,
  durationNs: 1e9,
  samples: 50,
  intervalMs: 20,
};

it('names who was alone longest, and for how long one was', () => {
  const alone = [
    { comm: 'ld', ns: 0.2e9 },
    { comm: 'make', ns: 0.05e9 },
  ];
  expect(aloneIn({ durationNs: 1e9, ceiling: { ...CEILING, alone } })).toEqual({ share: 0.25, comm: 'ld' });
  expect(aloneIn({ durationNs: 1e9, ceiling: { ...CEILING, alone: [] } })).toBeNull();
  expect(aloneIn({ durationNs: 1e9, ceiling: null })).toBeNull();
});
