import { describe, expect, it } from 'vitest';
import type { RunLock } from '../../../../src/model/documents/compared-run.ts';
import type { ComparedEngine } from '../../../../src/model/documents/comparison.ts';
import { gilWords } from '../../../../src/report/words/series/gil.ts';
import type { SeriesRun } from '../../../../src/run/series/candidate.ts';
import { gilFindings } from '../../../../src/run/series/judge/gil-findings.ts';
import { IN_NODE, makeEngine } from '../../../fixtures/compare-report.ts';
import { runsOf } from '../../../fixtures/series.ts';

const IN_PYTHON = { ...IN_NODE, language: 'python', interpreter: '3.11.2', hasGil: true } as const;
const AT_GIL: RunLock = { symbol: '_PyRuntime', file: 'python3.11', isGil: true, waiting: 0.95 };
const ONE_AT_A_TIME = { kind: 'lock', switchesPerSecond: 200, between: 'python-threads' } as const;

const threads = (overrides: Partial<ComparedEngine>) =>
  makeEngine('threads', { subject: IN_PYTHON, r: 1, d: 0.02, ...overrides });
const words = (results: readonly ComparedEngine[], runs: readonly SeriesRun[] = []) =>
  gilWords(gilFindings(results, runs, 'hash_row')).join('; ');

describe('what threads of Python did with the GIL', () => {
  it('is told by the lock at which the others waited', () => {
    expect(words([threads({ lock: AT_GIL })])).toBe(
      'hash_row holds the GIL (2 threads busy 1.00, the other waiting at one lock); on a free-threaded build threads would do',
    );
  });

  it('is told by their taking turns, where nobody may read what they wait for', () => {
    const runs = runsOf('threads', [1, 2, 3], { causes: [ONE_AT_A_TIME] });
    expect(words([threads({})], runs)).toBe(
      'threads of hash_row run one at a time, at the GIL or at a lock of its own (2 threads busy 1.00)',
    );
    expect(words([threads({})])).toBe('');
  });

  it('is not blamed for a lock that is not known to be it, at which they wait as they would there', () => {
    const runs = runsOf('threads', [1, 2, 3], { causes: [ONE_AT_A_TIME] });
    expect(words([threads({ lock: { ...AT_GIL, symbol: null, isGil: false } })], runs)).toBe(
      'threads of hash_row wait at one lock that is not known to be the GIL (2 threads busy 1.00)',
    );
  });

  it('is nothing where they ran at once, on cores of their own or queued for them', () => {
    expect(words([threads({ r: 1.96 })])).toBe('hash_row releases the GIL (2 threads busy 1.96)');
    expect(words([threads({ r: 0.9, d: 1 })])).toBe(
      'hash_row releases the GIL (2 threads busy 0.90, queued 1.00)',
    );
    // Beside neighbours, threads that take turns are queued, too.
    expect(words([threads({ r: 0.7, d: 1, lock: { ...AT_GIL, isGil: false, waiting: 0.3 } })])).toBe('');
  });

  it('is seen to be no matter where there is none', () => {
    const free = { ...IN_PYTHON, interpreter: '3.13.1t', hasGil: false };
    const all = [
      threads({ lock: AT_GIL }),
      threads({ label: 'threads (3.13t)', subject: free, r: 1.9 }),
      makeEngine('processes', { subject: IN_PYTHON }),
    ];
    expect(words(all)).toBe(
      '3.11.2: hash_row holds the GIL (2 threads busy 1.00, the other waiting at one lock); 3.13.1t: there is no GIL, and threads run at once (2 threads busy 1.90)',
    );
  });

  it('names what threads cost without one, where that is more than others do', () => {
    const subject = { ...IN_PYTHON, interpreter: '3.13.1t', interpreterPath: '/bin/3.13t', hasGil: false };
    const free = threads({ subject, r: 1.9, cpuNs: 3.4e9 });
    const processes = makeEngine('processes', { subject, cpuNs: 1e9 });
    const loop = makeEngine('loop', { subject, cpuNs: 2e9 });
    const ranAtOnce = 'there is no GIL, and threads run at once (2 threads busy 1.90)';
    const shared = 'as threads do that share objects';
    expect(words([free])).toBe(ranAtOnce);
    expect(words([loop, free, processes])).toBe(
      `${ranAtOnce}, but use 3.40× the CPU time of processes, ${shared}`,
    );
    expect(words([loop, free])).toBe(`${ranAtOnce}, but use 1.70× the CPU time of a loop, ${shared}`);
    expect(words([{ ...loop, subject: IN_PYTHON, cpuNs: 1 }, free])).toBe(ranAtOnce);
    expect(words([free, { ...processes, cpuNs: 3.2e9 }])).toBe(ranAtOnce);
  });

  it('is unknown of Node’s threads, of those that mostly wait, and of one alone', () => {
    expect(words([threads({ subject: IN_NODE, lock: AT_GIL })])).toBe('');
    expect(words([threads({ r: 0.02 })])).toBe('');
    expect(words([threads({ workers: 1, lock: AT_GIL })])).toBe('');
  });
});
