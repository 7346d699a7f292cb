import { expect, it } from 'vitest';
import type { Cause } from '../../../src/model/cause.ts';
import { causesText, causeText } from '../../../src/report/words/causes.ts';
import { stoppedWords } from '../../../src/report/words/stopped.ts';
import { unsaidCauses } from '../../../src/report/words/unsaid-causes.ts';

const who = { threads: 3, ofThreads: 3, processes: 1, ofProcesses: 1, longestNs: 1.2e9, byTracer: false };
const place = {
  id: 'A',
  where: 'm+0x3080',
  symbol: 'counter_lock',
  file: 'm',
  isGil: false,
  isMutex: true,
  waiting: 1.8,
};
const lock: Cause = { kind: 'lock', between: 'threads', switchesPerSecond: 200, at: place };
const steal: Cause = { kind: 'steal', share: 0.04 };

it('are those that a reason does not end with', () => {
  expect(unsaidCauses([lock, steal], '3 threads, one at a time')).toEqual([lock, steal]);
  expect(unsaidCauses([lock, steal], `3 threads: ${causesText([lock, steal])}`)).toEqual([]);
  expect(unsaidCauses([steal], 'steal: the host took 5 %')).toEqual([steal]);
});

it('are not those whose name alone a reason leaves out', () => {
  const sentence =
    '3 threads mostly wait for each other: counter_lock in m, at which 1.80 of them waited on average (lock A)';
  expect(causeText(lock)).toMatch(/^lock: counter_lock/);
  expect(unsaidCauses([lock], sentence)).toEqual([]);
  const pause: Cause = { kind: 'pause', longestPauseNs: 1.5e9 };
  expect(unsaidCauses([pause], 'nothing was sampled for 1.50 s of 2.00 s, and most went unseen')).toEqual([]);
  const stopped: Cause = { kind: 'stopped', who };
  expect(unsaidCauses([stopped], stoppedWords({ kind: 'stopped', who, durationNs: 2e9, r: 0.3 }))).toEqual(
    [],
  );
  expect(unsaidCauses([stopped], 'one thread did all the work')).toEqual([stopped]);
});
