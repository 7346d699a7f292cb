import { describe, expect, it } from 'vitest';
import type { CpuRequest, Share, ShareLevel } from '../../../../src/model/machine/share.ts';
import { shareFacts, shareSections } from '../../../../src/report/document/cores/share.ts';
import { effectiveWords } from '../../../../src/report/words/cores/cpus.ts';
import { requestWords, shareWords } from '../../../../src/report/words/cores/share.ts';
import { makeCoresReport } from '../../../fixtures/cores-report.ts';

const PATH = '/sys/fs/cgroup/a/cpu.weight';
const LEVEL: ShareLevel = { version: 2, path: PATH, weight: 20, siblings: 2, fraction: 1 / 128 };
const HIDDEN: ShareLevel = { ...LEVEL, siblings: null, fraction: null };

function makeShare(overrides: Partial<Share> = {}): Share {
  return {
    version: 2,
    weight: 20,
    path: PATH,
    guaranteedCpus: 0.5,
    basis: 'siblings',
    levels: [LEVEL],
    requests: [],
    ...overrides,
  };
}

function request(cpus: number, mapping: CpuRequest['mapping']): CpuRequest {
  return { cpus, leastCpus: cpus, mostCpus: cpus + 0.01, mapping };
}

const REQUESTS = [request(0.5, 'linear'), request(0.12, 'quadratic')];
const onNode = (share: Share | null, effectiveCpus = 64) =>
  effectiveWords(makeCoresReport({ share, effectiveCpus, limits: [], unpinnedCpus: null }));

describe('the effective CPUs', () => {
  it('are told beside what is guaranteed, where that is clearly less', () => {
    expect(onNode(makeShare())).toBe('64 CPUs while the machine is idle, 0.5 guaranteed when it is full');
    expect(onNode(makeShare({ guaranteedCpus: 0.3 }), 1)).toBe(
      '1 CPU while the machine is idle, 0.3 guaranteed when it is full',
    );
  });

  it.each([
    ['nothing is known of it', null],
    ['the groups beside ours can’t be seen', makeShare({ guaranteedCpus: null, basis: null })],
    ['all is guaranteed', makeShare({ guaranteedCpus: 64 })],
    ['nearly all is', makeShare({ guaranteedCpus: 62 })],
  ])('are told alone where %s', (_, share) => {
    expect(onNode(share)).toBe('64 CPUs in the long run');
  });

  it('are told alone where nobody has set a weight, however many groups there are', () => {
    const usual = (version: 1 | 2, weight: number) => [{ ...LEVEL, version, weight }];
    expect(onNode(makeShare({ levels: usual(2, 100) }))).toBe('64 CPUs in the long run');
    expect(onNode(makeShare({ levels: usual(1, 1024) }))).toBe('64 CPUs in the long run');
    expect(onNode(makeShare({ levels: usual(1, 100) }))).toContain('0.5 guaranteed');
    expect(onNode(makeShare({ levels: [...usual(2, 100), LEVEL] }))).toContain('0.5 guaranteed');
    expect(onNode(makeShare({ levels: usual(2, 100), basis: 'request' }))).toContain('0.5 guaranteed');
  });

  it('are at most so many where limits are hidden, and the rest is as ever', () => {
    const hidden = { atMostCpus: 64, evidence: ['/x'] };
    const share = makeShare({ basis: 'request', requests: REQUESTS, guaranteedCpus: 0.12 });
    expect(effectiveWords(makeCoresReport({ share, hidden, effectiveCpus: 64, limits: [] }))).toBe(
      'at most 64 CPUs while the machine is idle, at least 0.12 guaranteed when it is full, 8 for threads that are not pinned (isolated CPUs), ancestors hidden',
    );
  });

  it.each([
    [0, 'none'],
    [0.001, 'less than 0.01'],
    [1 / 3, '0.33'],
    [2.5, '2.5'],
    [7, '7'],
  ])('%d guaranteed reads “%s”', (guaranteedCpus, words) => {
    expect(onNode(makeShare({ guaranteedCpus }))).toContain(`idle, ${words} guaranteed`);
  });
});

describe('the share', () => {
  it('names the weight, the groups and what follows', () => {
    expect(shareWords(makeShare(), 64)).toBe(
      'weight 20 (cpu.weight) among 3 groups: 0.5 of 64 CPUs guaranteed against the other groups when the machine is full',
    );
    expect(shareWords(makeShare({ levels: [LEVEL, LEVEL] }), 64)).toContain(
      'weight 20 (cpu.weight), with 1 group above it: 0.5 of 64',
    );
  });

  it('says what can’t be seen', () => {
    expect(shareWords(makeShare({ guaranteedCpus: null, basis: null, levels: [HIDDEN] }), 64)).toBe(
      'weight 20 (cpu.weight); what the other groups weigh can’t be seen from here',
    );
  });

  it('follows from a request as well', () => {
    const v1 = { version: 1, weight: 512, basis: 'request', levels: [HIDDEN] } as const;
    expect(shareWords(makeShare({ ...v1, requests: [request(0.5, 'shares')] }), 64)).toBe(
      'weight 512 (cpu.shares): 0.5 of 64 CPUs guaranteed against the other groups when the machine is full, as Kubernetes’ request; what the other groups weigh can’t be seen from here',
    );
  });

  it('of an idle group names no weight', () => {
    expect(shareWords(makeShare({ weight: 300 / 1024 }), 64)).toMatch(/^an idle group \(cpu\.idle\) among/);
  });

  it('of 3 in version 1 is as good as a request of 3m: it names the weight', () => {
    expect(shareWords(makeShare({ version: 1, weight: 3 }), 64)).toMatch(/^weight 3 \(cpu\.shares\)/);
  });
});

it('says what was requested, or that it depends', () => {
  expect(requestWords([request(1, 'shares')])).toBe('1 CPU');
  expect(requestWords(REQUESTS)).toBe('0.12 to 0.5 CPUs, depending on how it was converted to a weight');
  expect(requestWords([request(0, 'linear'), request(0, 'quadratic')])).toBe('none (BestEffort)');
});

describe('the report', () => {
  it('has nothing of it where nothing is known', () => {
    const report = makeCoresReport();
    expect([shareFacts(report), shareSections(report)]).toEqual([[], []]);
  });

  it('has a line for each, and tables only where there are several of a kind', () => {
    const simple = makeCoresReport({ share: makeShare() });
    expect(shareFacts(simple).map(([name]) => name)).toEqual(['Share']);
    expect(shareSections(simple)).toEqual([]);
    const full = makeCoresReport({ share: makeShare({ levels: [LEVEL, HIDDEN], requests: REQUESTS }) });
    expect(shareFacts(full).map(([name]) => name)).toEqual(['Share', 'Request']);
    expect(shareSections(full)).toMatchObject([
      {
        rows: [
          ['20', '3', '1 %', { code: PATH }],
          ['20', '?', '?', { code: PATH }],
        ],
      },
      {
        rows: [
          ['0.5', '0.5 to 0.51', expect.stringContaining('runc before 1.3.2')],
          ['0.12', '0.12 to 0.13', expect.any(String)],
        ],
      },
    ]);
  });
});
