import { describe, expect, it } from 'vitest';
import type { ProgramRequirement } from '../../../src/model/requirement.ts';
import { NO_WAITS, UNKNOWN_WAITS } from '../../../src/model/waits.ts';
import { requirementInWords } from '../../../src/report/words/requirements.ts';
import { exactly, type Measured, unknown } from '../../../src/run/watch/requirements/measured.ts';
import { makeWatchedThread } from '../../fixtures/watch-report.ts';

const WATCHED = {
  kind: 'MIXED',
  threads: [],
  locks: [],
  because: 'one thread did all the work',
  waitsUnread: null,
} as const;
const LOCK = {
  id: 'A',
  pid: 100,
  address: '0x4080',
  where: 'm+0x3080',
  symbol: 'counter_lock',
  file: 'm',
  isGil: false,
  ns: 3e9,
  waiters: [101, 102],
  owner: null,
  shared: true,
};

function words(
  requirement: ProgramRequirement,
  outcome: 'pass' | 'fail' | 'inconclusive',
  measured: Measured,
  watched: Partial<Parameters<typeof requirementInWords>[1]> = {},
) {
  const finding = { requirement, outcome, measured, cores: { r: 0.9, d: 0.05 } };
  return requirementInWords(finding, { ...WATCHED, ...watched });
}

describe('a requirement in words', () => {
  it('has what was required as it is typed, what was observed, and the verdict’s reason', () => {
    expect(words({ figure: 'parallelism', atLeast: 2 }, 'fail', exactly(0.95))).toEqual({
      id: 'parallelism>=2',
      figure: 'parallelism',
      outcome: 'fail',
      expected: 'at least 2.00 cores',
      observed: '0.95 cores: busy 0.90, queued 0.05 (cores)',
      value: 0.95,
      because: 'one thread did all the work',
    });
  });

  it('has shares in per cent, what they were blocked in, and the lock by its name', () => {
    const thread = makeWatchedThread({ waits: { ...NO_WAITS, lock: 0.64e9, sleep: 0.05e9 } });
    const measured = { value: 0.64, low: 0.6, high: 0.68, doubt: 'samples' } as const;
    const found = { threads: [thread], locks: [LOCK] };
    expect(words({ figure: 'blocked.lock', atMost: 0.1 }, 'fail', measured, found)).toMatchObject({
      id: 'blocked.lock<=10%',
      expected: 'at most 10 %',
      observed: '64 %',
      because:
        'blocked, of their time: lock 64 %, sleep 5 % (lock A: counter_lock in m); one thread did all the work',
    });
    expect(words({ figure: 'blocked.lock', atMost: 0.07 }, 'fail', measured).id).toBe('blocked.lock<=7%');
  });

  it.each([
    [{ figure: 'threads', atLeast: 1 }, exactly(3), 'at least 1 thread', '3 threads'],
    [{ figure: 'ceiling', atLeast: 3 }, exactly(1.5), 'at least 3.00×', '1.50×'],
    [{ figure: 'queued', atMost: 0.5 }, exactly(0.2), 'at most 0.50 cores', '0.20 cores'],
    [{ figure: 'busy', atLeast: 1 }, exactly(0.2), 'at least 1.00 cores', '0.20 cores'],
  ] as const)('has its own unit: %j', (requirement, measured, expected, observed) => {
    expect(words(requirement, 'pass', measured)).toMatchObject({ expected, observed });
  });

  it('says why it can’t be told', () => {
    const queued = { value: 1, low: 1, high: 2, doubt: 'queued' } as const;
    expect(words({ figure: 'busy', atLeast: 1.5 }, 'inconclusive', queued).because).toBe(
      'it may be anything from 1.00 cores to 2.00 cores: it was queued for the rest; one thread did all the work',
    );
    const unseen = { value: 1, low: 1, high: Number.POSITIVE_INFINITY, doubt: 'unseen' } as const;
    expect(words({ figure: 'threads', atLeast: 2 }, 'inconclusive', unseen).because).toBe(
      'it may be 1 thread or more: not all that it ran, or was queued for, was seen; one thread did all the work',
    );
    expect(words({ figure: 'parallelism', atLeast: 2 }, 'inconclusive', unknown('no-verdict'))).toMatchObject(
      {
        observed: 'unknown',
        value: null,
        because: 'one thread did all the work',
      },
    );
  });

  it('says why it couldn’t be read', () => {
    const measured = { value: null, low: 0, high: 0.7, doubt: 'unread' } as const;
    const watched = {
      threads: [makeWatchedThread({ waits: UNKNOWN_WAITS })],
      waitsUnread: { threads: 1, why: 'the kernel refused it' },
    };
    expect(words({ figure: 'blocked.lock', atMost: 0.1 }, 'inconclusive', measured, watched).because).toBe(
      'it couldn’t be read what they were blocked in: the kernel refused it; one thread did all the work',
    );
  });
});
