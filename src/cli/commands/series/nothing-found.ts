import { THRESHOLDS } from '../../../stats/thresholds.ts';

// What the documents of a series hold where nothing was run.

export const NO_COMPARISON = {
  results: [],
  comparisons: [],
  recommendation: { engine: null, workers: null, reason: { kind: 'nothing-run' } },
  thresholds: THRESHOLDS,
  regressions: null,
  runs: [],
} as const;

export const NO_SCALING = {
  points: [],
  fit: null,
  fits: [],
  knee: null,
  recommendedWorkers: null,
  reason: { kind: 'nothing-run' },
  predicted: [],
  thresholds: THRESHOLDS,
  runs: [],
} as const;
