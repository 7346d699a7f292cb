import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/model/documents/compared-run.ts';
import type { ComparisonOutcome } from '../../../src/model/documents/comparison.ts';
import {
  recommendationInWords,
  recommendationLead,
} from '../../../src/report/words/series/recommendation.ts';
import { recommendVersion } from '../../../src/stats/engines/recommend-version.ts';
import { summarize } from '../../../src/stats/samples/summary.ts';
import { makeComparison, makeEngine } from '../../fixtures/compare-report.ts';

const version = (label: string, workMs: number, runs = 10) => ({
  ...makeEngine('loop'),
  label,
  runs,
  workNs: summarize(new Array(runs).fill(workMs * 1e6)),
});

function compared(
  [candidate, baseline]: [string, string],
  [low, ratio, high]: [number, number, number],
  call: ComparisonOutcome,
  metric: Metric = 'work',
) {
  return makeComparison({ metric, candidate, baseline, ratio, ci95: [low, high], call });
}

function said(...given: Parameters<typeof recommendVersion>): string {
  const recommendation = recommendationInWords(recommendVersion(...given));
  return `${recommendationLead(recommendation)}: ${recommendation.because}`;
}

describe('of versions of a function', () => {
  it('the faster one is named, with its factor and nothing of workers', () => {
    const results = [version('old.ts', 200), version('new.ts', 100)];
    const comparisons = [
      compared(['new.ts', 'old.ts'], [1.9, 2, 2.1], 'faster'),
      compared(['new.ts', 'old.ts'], [1.9, 2, 2.1], 'faster', 'startup'),
    ];
    expect(recommendVersion(results, comparisons)).toMatchObject({
      label: 'new.ts',
      engine: 'loop',
      workers: 2,
    });
    expect(said(results, comparisons)).toBe('new.ts is faster: 2.00× as fast as old.ts here (1.90 to 2.10)');
  });

  it('the first is held against the next where it is the fastest', () => {
    const results = [version('old.ts', 100), version('new.ts', 200)];
    const comparisons = [compared(['new.ts', 'old.ts'], [0.45, 0.5, 0.55], 'slower')];
    expect(said(results, comparisons)).toBe('old.ts is faster: 2.00× as fast as new.ts here (1.82 to 2.22)');
  });

  it('others that do as well are named, too', () => {
    const results = [version('a.ts', 200), version('b.ts', 100), version('c.ts', 101)];
    const comparisons = [
      compared(['b.ts', 'a.ts'], [1.9, 2, 2.1], 'faster'),
      compared(['c.ts', 'a.ts'], [1.9, 1.98, 2.1], 'faster'),
      compared(['c.ts', 'b.ts'], [0.97, 0.99, 1.02], 'same'),
    ];
    expect(said(results, comparisons)).toContain('; on work c.ts may do as well');
  });

  it('none is named where they are the same, or it can’t be told', () => {
    const results = [version('old.ts', 100), version('new.ts', 99)];
    const same = [compared(['new.ts', 'old.ts'], [0.99, 1.01, 1.02], 'same')];
    expect(recommendVersion(results, same).label).toBeNull();
    expect(said(results, same)).toBe(
      'No version was found to be faster: new.ts: as fast as old.ts here (0.99 to 1.02)',
    );
    const open = [compared(['new.ts', 'old.ts'], [0.9, 1.01, 1.2], 'inconclusive')];
    expect(said(results, open)).toBe(
      'No version was found to be faster: new.ts: no significant difference from old.ts (95 % interval 0.90 to 1.20)',
    );
  });

  it('none is named from too few runs, or where none came to its end', () => {
    const few = [version('old.ts', 200, 1), version('new.ts', 100, 1)];
    expect(said(few, [])).toBe('No recommendation: too few runs: 1 of each, and an interval needs 5');
    expect(recommendVersion([], [])).toMatchObject({ label: null, engine: null });
    const [old] = few;
    expect(recommendVersion(old === undefined ? [] : [{ ...old, runs: 10 }], [])).toMatchObject({
      label: null,
      engine: 'loop',
      reason: { kind: 'alone' },
    });
  });
});

describe('of commands', () => {
  const [slow, fast] = (['grep TODO', 'rg TODO'] as const).map((label, index) => ({
    ...version(label, 200 / (index + 1)),
    engine: 'command' as const,
    workers: 1,
  })) as [ReturnType<typeof makeEngine>, ReturnType<typeof makeEngine>];

  it('the faster one is named', () => {
    const faster = [compared(['rg TODO', 'grep TODO'], [1.9, 2, 2.1], 'faster')];
    expect(recommendVersion([slow, fast], faster)).toMatchObject({ label: 'rg TODO', engine: 'command' });
    expect(said([slow, fast], faster)).toBe(
      'rg TODO is faster: 2.00× as fast as grep TODO here (1.90 to 2.10)',
    );
  });

  it('none is named where they are the same', () => {
    const same = [compared(['rg TODO', 'grep TODO'], [0.99, 1.01, 1.02], 'same')];
    expect(said([slow, fast], same)).toBe(
      'No command was found to be faster: rg TODO: as fast as grep TODO here (0.99 to 1.02)',
    );
  });
});
