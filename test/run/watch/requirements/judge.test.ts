import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../../src/model/cause.ts';
import type { ProgramRequirement } from '../../../../src/model/requirement.ts';
import { NO_WAITS, UNKNOWN_WAITS } from '../../../../src/model/waits.ts';
import { judgeRequirements, type RequiredOf } from '../../../../src/run/watch/requirements/judge.ts';
import { QUIET } from '../../../fixtures/builders.ts';
import { makeWatchedThread } from '../../../fixtures/watch-report.ts';

const NEIGHBOURS = { ...QUIET, othersCpus: 1.5 };
const FIGURES = {
  kind: 'figures',
  rule: 'parallel',
  r: 2,
  d: 0,
  threads: 2,
  busyThreads: 2,
  shape: 'one-by-one',
  worker: null,
  waited: null,
  wasQueued: false,
  causes: [],
  boundTo: null,
} as const;
const CONTENTION: Cause = {
  kind: 'contention',
  switchesPerSecond: 2000,
  isLikely: true,
  between: 'threads',
  at: null,
};
const SPINNING: Cause = { kind: 'spinning', by: 'yields', preemptionsPerSecond: 2e4, library: null };
const MASK: Cause = { kind: 'affinity', narrowedBy: 'mask', threads: 2, cpus: [0], usableCpus: 1 };

/** Ten seconds of threads, each of which ran, was queued and waited for a lock for so many of them; a sample each 50 ms. */
function found(
  threads: readonly (readonly [run: number, queued: number, lock?: number])[],
  overrides: Partial<RequiredOf> = {},
): RequiredOf {
  const records = threads.map(([run, queued, lock = 0], index) =>
    makeWatchedThread({
      tid: 101 + index,
      lastSeenNs: 10e9,
      runNs: run * 1e9,
      runDelayNs: queued * 1e9,
      blockedNs: (10 - run - queued) * 1e9,
      waits: { ...NO_WAITS, lock: lock * 1e9, sleep: (10 - run - queued - lock) * 1e9 },
      voluntarySwitches: 100_000,
    }),
  );
  const sum = (of: 0 | 1) => threads.reduce((all, thread) => all + thread[of], 0) / 10;
  return {
    threads: records,
    omittedThreads: 0,
    durationNs: 10e9,
    samples: 200,
    unseenNs: 0,
    unfollowed: null,
    conditions: QUIET,
    causes: [],
    kind: 'PARALLEL',
    reason: FIGURES,
    r: sum(0),
    d: sum(1),
    busyThreads: threads.length,
    ceiling: null,
    ...overrides,
  };
}

function outcome(requirement: ProgramRequirement, what: RequiredOf) {
  const [finding] = judgeRequirements([requirement], what, 2);
  return [finding?.outcome, finding?.measured.doubt];
}

const atLeast = (figure: ProgramRequirement['figure'], limit: number) => ({ figure, atLeast: limit });
const atMost = (figure: ProgramRequirement['figure'], limit: number) => ({ figure, atMost: limit });

describe('parallelism', () => {
  const two = atLeast('parallelism', 2);

  it('is busy + queued, less the error of measuring, so that neighbours take nothing from it', () => {
    expect(
      outcome(
        two,
        found([
          [9.6, 0.1],
          [9.6, 0.1],
        ]),
      ),
    ).toEqual(['pass', null]);
    const beside = found(
      [
        [5, 4.8],
        [4, 5.7],
      ],
      { conditions: NEIGHBOURS, kind: 'STARVED' },
    );
    expect(outcome(two, beside)).toEqual(['pass', null]);
    expect(
      outcome(
        two,
        found([
          [9, 0.1],
          [9, 0.1],
        ]),
      ),
    ).toEqual(['fail', null]);
    expect(outcome(atLeast('parallelism', 1.5), found([[9.5, 0.2]]))).toEqual(['fail', null]);
  });

  it('counts the work that no sample saw, and no thread that mostly sleeps', () => {
    expect(outcome(two, found([[9, 0]], { unseenNs: 11e9 }))[0]).toBe('pass');
    const sleeper = { ...makeWatchedThread({ runNs: 1e9 }), isBusy: false };
    const { threads } = found([
      [10, 0],
      [9, 0],
    ]);
    expect(outcome(two, found([], { threads: [...threads, sleeper] }))[0]).toBe('pass');
    expect(outcome(atLeast('parallelism', 2.1), found([], { threads: [...threads, sleeper] }))[0]).toBe(
      'fail',
    );
  });

  it('is one core’s worth of threads that run one at a time, however many are queued', () => {
    const locked = found(
      [
        [3, 4],
        [3, 4],
        [3, 4],
      ],
      { kind: 'SERIALISED', conditions: NEIGHBOURS },
    );
    expect(outcome(atLeast('parallelism', 1.5), locked)[0]).toBe('fail');
    expect(outcome(atLeast('parallelism', 1), locked)[0]).toBe('pass');
    expect(outcome(atMost('parallelism', 1.15), locked)[0]).toBe('pass');
  });

  it('can’t be told of threads that contend, where queued makes the difference', () => {
    const contended = found(
      [
        [5, 5],
        [5, 5],
      ],
      { kind: 'MIXED', causes: [CONTENTION] },
    );
    expect(outcome(two, contended)).toEqual(['inconclusive', 'contended']);
    expect(outcome(atLeast('parallelism', 1), contended)[0]).toBe('pass');
    expect(outcome(atLeast('parallelism', 3), contended)[0]).toBe('fail');
  });

  it('can’t be told of threads that spin: busy and queued are no work then', () => {
    const spinning = found(
      [
        [10, 0],
        [10, 0],
      ],
      { kind: 'MIXED', causes: [SPINNING] },
    );
    expect(outcome(two, spinning)).toEqual(['inconclusive', 'spinning']);
  });

  it.each([
    ['it was stopped', { conditions: { ...QUIET, sawStopped: true } }, 'stopped'],
    ['we paused', { conditions: { ...QUIET, longestPauseNs: 3e9 } }, 'stopped'],
    ['threads could not be followed', { unfollowed: { threads: 1, refusal: 'EPERM' } }, 'unseen'],
    ['busy threads are cut off the list', { omittedThreads: 3 }, 'unseen'],
  ] as const)('may be more where %s: never a failure, and still a pass', (_, overrides, doubt) => {
    const one = found([[10, 0]], { ...overrides, kind: 'MIXED' });
    expect(outcome(two, one)).toEqual(['inconclusive', doubt]);
    expect(outcome(atLeast('parallelism', 1), one)[0]).toBe('pass');
    expect(outcome(atMost('parallelism', 0.5), one)[0]).toBe('fail');
  });
});

describe('parallelism beside neighbours', () => {
  const two = atLeast('parallelism', 1.9);

  it('may be more of threads that waited for one that was queued, as at a barrier', () => {
    const barrier = found(
      [
        [3, 1, 6],
        [3, 7, 0],
      ],
      { kind: 'MIXED', conditions: NEIGHBOURS },
    );
    expect(outcome(two, barrier)).toEqual(['inconclusive', 'disturbed']);
    expect(outcome(two, { ...barrier, conditions: QUIET })).toEqual(['fail', null]);
  });

  it('is no more of those that waited for longer than anybody was queued, or that slept', () => {
    const turns = found(
      [
        [2.5, 2.5, 5],
        [2.5, 2.5, 5],
      ],
      { kind: 'MIXED', conditions: NEIGHBOURS },
    );
    expect(outcome(atLeast('parallelism', 1.2), turns)[0]).toBe('fail');
    const sleepers = found(
      [
        [3, 3],
        [3, 3],
      ],
      { kind: 'MIXED', conditions: NEIGHBOURS },
    );
    expect(outcome(two, sleepers)[0]).toBe('fail');
  });

  it('is known of one that works for another, though no CPU was idle', () => {
    const helper = {
      conditions: NEIGHBOURS,
      kind: 'MIXED',
      reason: { ...FIGURES, rule: 'uncertain' },
    } as const;
    expect(
      outcome(
        two,
        found(
          [
            [1.4, 8.2],
            [0.3, 0.4, 9],
          ],
          helper,
        ),
      )[0],
    ).toBe('fail');
  });
});

describe('busy', () => {
  it('is what was kept busy; what was queued for may have been busy elsewhere', () => {
    const beside = found(
      [
        [5, 5],
        [5, 5],
      ],
      { kind: 'STARVED', conditions: NEIGHBOURS },
    );
    expect(outcome(atLeast('busy', 1), beside)[0]).toBe('pass');
    expect(outcome(atLeast('busy', 1.8), beside)).toEqual(['inconclusive', 'queued']);
    expect(outcome(atLeast('busy', 3), beside)[0]).toBe('fail');
    expect(outcome(atMost('busy', 1.5), beside)[0]).toBe('inconclusive');
  });

  it('is what a program keeps busy on the CPUs of its own mask', () => {
    const masked = found(
      [
        [5, 5],
        [5, 5],
      ],
      { kind: 'STARVED', causes: [MASK] },
    );
    expect(outcome(atLeast('busy', 1.8), masked)).toEqual(['fail', null]);
    expect(outcome(atMost('busy', 1), masked)).toEqual(['pass', null]);
  });
});

describe('queued', () => {
  it('says more of the neighbours where there are any', () => {
    const queued = [
      [5, 5],
      [5, 5],
    ] as const;
    expect(outcome(atMost('queued', 0.1), found(queued))).toEqual(['fail', null]);
    expect(outcome(atMost('queued', 0.1), found(queued, { conditions: NEIGHBOURS }))).toEqual([
      'inconclusive',
      'disturbed',
    ]);
    expect(outcome(atMost('queued', 1), found(queued, { conditions: NEIGHBOURS }))[0]).toBe('pass');
  });
});

describe('threads and the ceiling', () => {
  it('are counted, and estimated', () => {
    const two = found([
      [9, 0],
      [9, 0],
    ]);
    expect(outcome(atLeast('threads', 2), two)).toEqual(['pass', null]);
    expect(outcome(atLeast('threads', 3), two)).toEqual(['fail', null]);
    expect(outcome(atLeast('ceiling', 2), two)).toEqual(['inconclusive', 'unknown']);
    const ceiling = { ratio: 2.2, serialNs: 1e9, waitNs: 0, errorRatio: 0.1, because: '' };
    expect(outcome(atLeast('ceiling', 1.7), { ...two, ceiling })[0]).toBe('pass');
    expect(outcome(atLeast('ceiling', 2), { ...two, ceiling })).toEqual(['inconclusive', 'samples']);
    expect(outcome(atLeast('ceiling', 3), { ...two, ceiling })[0]).toBe('fail');
  });
});

describe('the share of the time that was blocked', () => {
  const locked = found([
    [2.5, 0, 7],
    [2.5, 0, 7],
    [2.5, 0, 7],
    [2.5, 0, 7],
  ]);

  it('is of those that did the work', () => {
    expect(outcome(atMost('blocked.lock', 0.1), locked)[0]).toBe('fail');
    expect(outcome(atMost('blocked.lock', 0.8), locked)[0]).toBe('pass');
    expect(outcome(atLeast('blocked.lock', 0.6), locked)[0]).toBe('pass');
    expect(outcome(atMost('blocked', 0.76), locked)[0]).toBe('pass');
    expect(outcome(atMost('blocked', 0.74), locked)[0]).toBe('fail');
    expect(outcome(atMost('blocked.disk', 0.05), locked)[0]).toBe('pass');
  });

  it('is known to within the error of samples', () => {
    const some = found([[8, 0, 1]]);
    expect(outcome(atMost('blocked.lock', 0.1), some)).toEqual(['inconclusive', 'samples']);
    expect(outcome(atMost('blocked.lock', 0.2), some)[0]).toBe('pass');
    const [long] = some.threads.map((thread) => ({ ...thread, voluntarySwitches: 2 }));
    expect(
      outcome(atMost('blocked.lock', 0.11), { ...some, threads: long === undefined ? [] : [long] })[0],
    ).toBe('pass');
  });

  it('may be as much as is blocked where it couldn’t be read in what', () => {
    const unread = locked.threads.map((thread) => ({ ...thread, waits: UNKNOWN_WAITS }));
    expect(outcome(atMost('blocked.lock', 0.1), { ...locked, threads: unread })).toEqual([
      'inconclusive',
      'unread',
    ]);
    expect(outcome(atMost('blocked.lock', 0.8), { ...locked, threads: unread })[0]).toBe('pass');
    expect(outcome(atMost('blocked', 0.5), { ...locked, threads: unread })[0]).toBe('fail');
  });

  it('beside neighbours is what it would be without: who holds a lock is queued, too', () => {
    const beside = { conditions: NEIGHBOURS };
    const much = found(
      [
        [1.2, 1.3, 7.2],
        [1.2, 1.3, 7.2],
        [1.2, 1.3, 7.2],
        [1.2, 1.3, 7.2],
      ],
      beside,
    );
    expect(outcome(atMost('blocked.lock', 0.1), much)[0]).toBe('fail');
    const little = found(
      [
        [4, 4, 1],
        [4, 4, 1],
      ],
      beside,
    );
    expect(outcome(atMost('blocked.lock', 0.1), little)).toEqual(['inconclusive', 'disturbed']);
    const serial = { ...much, kind: 'SERIALISED' } as const;
    expect(outcome(atMost('blocked.lock', 0.1), serial)[0]).toBe('fail');
    const hidden = found(
      [
        [3, 6, 0.8],
        [3, 6, 0.8],
      ],
      beside,
    );
    expect(outcome(atMost('blocked.lock', 0.1), hidden)[0]).toBe('inconclusive');
  });

  it('is not about those that sleep, however long they were queued: nobody makes them wait', () => {
    const sleeper = { conditions: NEIGHBOURS, kind: 'WAITING' } as const;
    expect(outcome(atMost('blocked.lock', 0.1), found([[0.01, 0.3]], sleeper))[0]).toBe('pass');
    expect(outcome(atMost('blocked.lock', 0.1), found([[0.01, 0.3, 9]], sleeper))[0]).toBe('fail');
  });

  it('is of all threads where all of them wait', () => {
    const [shell, sleeper] = found([
      [0.1, 0],
      [0.01, 0],
    ]).threads;
    if (shell === undefined || sleeper === undefined) throw new Error('no threads');
    const waits = { ...NO_WAITS, child: 9.9e9 };
    const threads = [
      { ...shell, waits },
      { ...sleeper, isBusy: false },
    ];
    const waiting = found([], { threads, kind: 'WAITING' });
    expect(outcome(atLeast('blocked.sleep', 0.4), waiting)[0]).toBe('pass');
    expect(outcome(atLeast('blocked.sleep', 0.6), waiting)[0]).toBe('fail');
  });

  it('says nothing of a program that was stopped, but that it was no more', () => {
    const stopped = { ...locked, conditions: { ...QUIET, sawStopped: true } };
    expect(outcome(atMost('blocked', 0.5), stopped)).toEqual(['inconclusive', 'stopped']);
    expect(outcome(atMost('blocked', 0.8), stopped)[0]).toBe('pass');
  });
});

it('says nothing of a program without a verdict', () => {
  const short = found(
    [
      [10, 0],
      [10, 0],
    ],
    { kind: null },
  );
  for (const figure of ['parallelism', 'busy', 'threads', 'blocked', 'ceiling'] as const)
    expect(outcome(atLeast(figure, 0.1), short)).toEqual(['inconclusive', 'no-verdict']);
});

it('loses no delays of threads that are short-lived unsaid', () => {
  const reason = { ...FIGURES, rule: 'uncertain' } as const;
  const threads = found([
    [1, 0],
    [0.9, 0],
  ]).threads.map((one) => ({ ...one, lastSeenNs: 1e9, blockedNs: 0 }));
  const short = found([], { threads, reason, kind: 'MIXED', conditions: NEIGHBOURS });
  expect(outcome(atLeast('parallelism', 1), short)).toEqual(['inconclusive', 'unseen']);
});

it('judges one requirement after the other, in their order', () => {
  const required = [atLeast('parallelism', 1), atMost('parallelism', 1.5), atLeast('threads', 2)];
  const findings = judgeRequirements(
    required,
    found([
      [9.8, 0],
      [9.8, 0],
    ]),
    2,
  );
  expect(findings.map(({ requirement }) => requirement)).toEqual(required);
  expect(findings.map((finding) => finding.outcome)).toEqual(['pass', 'fail', 'pass']);
});
