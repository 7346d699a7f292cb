import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../src/model/cause.ts';
import { causesOrUnknown, causesText, causeText } from '../../../src/report/words/causes.ts';
import { crowd, neighbours, PINNED_TO_ONE, quota, steal } from '../../fixtures/causes.ts';

type Kind = Cause['kind'];

/** Every kind of cause, and its words. A kind without a row doesn't compile. */
const WORDS: { readonly [kind in Kind]: readonly [Extract<Cause, { kind: kind }>, string][] } = {
  quota: [
    [quota(12), 'quota: throttled (CFS bandwidth) in 12 periods'],
    [quota(1, 0.5), 'quota: throttled (CFS bandwidth) in 1 period (0.50 CPUs are allowed)'],
  ],
  affinity: [
    [{ ...PINNED_TO_ONE, narrowedBy: 'mask' }, 'affinity: 2 threads may use 1 CPU (0)'],
    [PINNED_TO_ONE, 'affinity: 2 threads are pinned to 1 CPU (0)'],
    [crowd(4, 2), '4 threads share 2 usable CPUs'],
    [{ ...crowd(4, 2), cpus: [0, 1] }, '4 threads share 2 usable CPUs (0-1)'],
  ],
  steal: [[steal(0.04), 'steal: the host took 4 %']],
  neighbours: [[neighbours(1.234), 'neighbours: others used 1.23 of our 2 CPUs']],
  pause: [[{ kind: 'pause', longestPauseNs: 2e9 }, 'a pause: nothing was sampled for 2.00 s']],
  stopped: [[{ kind: 'stopped' }, 'stopped: by SIGSTOP, Ctrl-Z or a debugger']],
  unseen: [
    [{ kind: 'unseen', idleCpus: 1.987 }, 'a limit that can’t be seen: 1.99 CPUs were idle meanwhile'],
  ],
  imbalance: [
    [
      { kind: 'imbalance', ratio: 1.71 },
      'imbalance: the slowest worker took 1.71 times as long as the fastest',
    ],
  ],
  lock: [
    [
      { kind: 'lock', switchesPerSecond: 150, between: 'threads' },
      'lock: one lock, or sleeps that happen to add up to one core',
    ],
    [
      { kind: 'lock', switchesPerSecond: null, between: 'python-threads' },
      'lock: one lock, and in Python that is the GIL',
    ],
    [
      { kind: 'lock', switchesPerSecond: null, between: 'ruby-threads' },
      'lock: one lock, and in Ruby that is the GVL',
    ],
    [
      { kind: 'lock', switchesPerSecond: 9, between: 'processes' },
      'lock: processes that wait for each other: a pipe, a queue or a lock',
    ],
  ],
  contention: [
    [
      { kind: 'contention', switchesPerSecond: 6829.4, isLikely: true, between: 'threads' },
      '6,829 voluntary context switches a second each: likely contention for a lock or a queue (waiters may spin before they block, and are then busy without work)',
    ],
    [
      { kind: 'contention', switchesPerSecond: 31, isLikely: false, between: 'ruby-threads' },
      '31 voluntary context switches a second each: contention (a lock, a queue, a barrier, perhaps Ruby’s GVL), or waits for input, output or timers',
    ],
    [
      { kind: 'contention', switchesPerSecond: 9000, isLikely: true, between: 'processes' },
      '9,000 voluntary context switches a second each: processes that wait for each other (a pipe, a queue, a lock), or for input, output or timers',
    ],
  ],
  spinning: [
    [
      { kind: 'spinning', by: 'yields', preemptionsPerSecond: 107613, library: null },
      'possibly spinning: 107,613 involuntary context switches in a second of running, as of sched_yield in a loop: neither busy nor queued need be work',
    ],
    [
      { kind: 'spinning', by: 'openmp', preemptionsPerSecond: 9, library: 'libgomp.so.1.0.0' },
      'possibly spinning: threads of OpenMP (libgomp.so.1.0.0) may be busy with waiting for each other; compare with OMP_WAIT_POLICY=passive',
    ],
  ],
};

describe('a cause in words', () => {
  it.each(Object.values(WORDS).flat())('%j', (cause, words) => {
    expect(causeText(cause)).toBe(words);
  });
});

describe('several causes', () => {
  it('stand side by side', () => {
    expect(causesText([steal(0.04), crowd(4, 2)])).toBe(
      'steal: the host took 4 %; 4 threads share 2 usable CPUs',
    );
  });

  it('of which there is none are unknown where that is worth saying', () => {
    expect(causesText([])).toBe('');
    expect(causesOrUnknown([])).toBe('cause unknown');
    expect(causesOrUnknown([steal(0.04)])).toBe('steal: the host took 4 %');
  });
});
