// What the documents of a series hold where nothing was run.

export const NO_COMPARISON = {
  results: [],
  comparisons: [],
  recommendation: { engine: null, workers: null, because: 'nothing was run' },
  regressions: null,
  runs: [],
} as const;

export const NO_SCALING = {
  points: [],
  fit: null,
  fits: [],
  knee: null,
  recommendedWorkers: null,
  because: 'nothing was run',
  predicted: [],
  runs: [],
} as const;
