// Made of the files beside it by scripts/registries.ts: npm run build writes it anew.

/** What experiments and checks repeat. */
export const EXPERIMENT_WORK = [
  'block',
  'bump',
  'count-failures',
  'derive-keys',
  'greet',
  'late-writer',
  'lock',
  'map-inputs',
  'nap',
  'node-calls',
  'ping-pong',
  'primitives',
  'races',
  'sleeper',
  'spin',
  'start-helper',
  'sums',
  'tasks',
  'ticks',
  'tiny-task',
  'two-locks',
  'waits',
  'wasm-thread',
  'wasm-threads',
] as const;
