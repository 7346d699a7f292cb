import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompareReport } from '../src/model/documents/comparison.ts';
import type { DemoReport } from '../src/model/documents/report.ts';
import type { Observation } from '../src/model/trial/observation.ts';
import { type Landed, type Launch, launch } from './launch.ts';
import type { Site } from './site.ts';

/** A run of `concur demo`, with the trials of its report. */
interface Demonstrated extends Landed {
  readonly trials: readonly Observation[];
}

/** Runs `concur demo`. @throws Error when a worker failed: such a run measures nothing */
export async function demonstrate(
  site: Site,
  args: readonly string[],
  how: Omit<Launch, 'command'>,
): Promise<Demonstrated> {
  const file = join(site.scratchDir, 'report.json');
  const command = [process.execPath, site.concur, 'demo', ...args, '--export', `json=${file}`];
  const landed = await launch(site, { ...how, command });
  const report: DemoReport = JSON.parse(readFileSync(file, 'utf8'));
  const trials = report.scenarios.flatMap((scenario) => scenario.trials);
  for (const { state, workers } of trials) {
    if (state !== 'ok')
      throw new Error(`a trial ${state}: ${JSON.stringify(workers.map(({ fault }) => fault))}`);
  }
  return { ...landed, trials };
}

/** A run of `concur compare`, with its report. */
interface ComparedBy extends Landed {
  readonly report: CompareReport;
}

/** Runs `concur compare`. */
export async function compareBy(site: Site, args: readonly string[]): Promise<ComparedBy> {
  const file = join(site.scratchDir, 'compared.json');
  const reported = ['-q', '--no-progress', '--export', `json=${file}`];
  const command = [process.execPath, site.concur, 'compare', ...args, ...reported];
  const landed = await launch(site, { command, terminal: null });
  return { ...landed, report: JSON.parse(readFileSync(file, 'utf8')) };
}

/** A figure that the machine must be able to give. */
export function known(value: number | null | undefined, what: string): number {
  if (value == null) throw new Error(`concur's report has no ${what}`);
  return value;
}
