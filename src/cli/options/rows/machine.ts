import { MACHINE_FIGURES, type MachineRequirement } from '../../../model/requirement.ts';
import { ratio } from '../parse/numbers.ts';
import { parsePerWorker } from '../parse/per-worker.ts';
import { parseAtLeast } from '../parse/requirement.ts';
import { INCONCLUSIVE_MODES, NUMBER_FORMATS, names, oneOf } from '../parse/values.ts';
import type { OptionRow } from './row.ts';

/** What is asked of this machine: by `cores`, and by `check`. */
export const MACHINE_OPTIONS = {
  sysroot: {
    flags: '--sysroot <dir>',
    description: 'read a captured machine from this folder',
    of: ['cores'],
    parse: (text) => text,
  },
  measure: { flags: '--no-measure', description: 'only read; measure nothing', of: ['cores'] },
  run: {
    flags: '--run',
    description: 'ask installed programs, too: java, Rscript, loky',
    of: ['cores'],
  },
  recommend: {
    flags: '--recommend',
    description: 'numbers of workers for make, cargo, vitest, pytest, …',
    of: ['cores'],
  },
  perWorker: {
    flags: '--per-worker <memory>',
    description: 'what a worker takes: 2GB, or ./work.ts#fn (measured)',
    of: ['cores'],
    parse: parsePerWorker,
  },
  format: {
    flags: '--format <number>',
    description: 'one number: integer (workers, as -q), decimal (CPUs)',
    of: ['cores'],
    parse: oneOf('--format', NUMBER_FORMATS),
    values: NUMBER_FORMATS,
  },
  list: { flags: '--list', description: 'list them, without running any', of: ['check', 'learn'] },
  only: {
    flags: '--only <checks>',
    description: 'run only these checks: pinning,threads',
    of: ['check'],
    parse: (text, before: readonly string[] = []) => [...before, ...names(text)],
  },
  skip: {
    flags: '--skip <checks>',
    description: 'run all checks except these',
    of: ['check'],
    parse: (text, before: readonly string[] = []) => [...before, ...names(text)],
  },
  require: {
    flags: '--require <figure>',
    description: 'what has to be: cpus>=4, parallelism>=3.5; repeatable',
    of: ['check'],
    parse: (text, before: readonly MachineRequirement[] = []) => [
      ...before,
      parseAtLeast(text, MACHINE_FIGURES),
    ],
  },
  maxClaimedRatio: {
    flags: '--max-claimed-ratio <ratio>',
    description: 'most CPUs Node may report ÷ measured (default: 1.25)',
    of: ['check'],
    parse: ratio('--max-claimed-ratio'),
  },
  inconclusive: {
    flags: '--inconclusive <as>',
    description: 'pass (exit 0, as in check), fail (1), or 3 (as in watch)',
    of: ['check', 'watch'],
    parse: oneOf('--inconclusive', INCONCLUSIVE_MODES),
    values: INCONCLUSIVE_MODES,
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
