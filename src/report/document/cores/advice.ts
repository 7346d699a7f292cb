import type { CoresReport, Recommendation } from '../../../model/documents/cores-report.ts';
import { adviceTitle, adviceWords } from '../../words/cores/advice.ts';
import { plainCpus } from '../../words/cores/plain-number.ts';
import { answer, type FigureColumn, group, paragraph, tableOf } from '../parts.ts';
import type { Section, Verdict } from '../section.ts';

const SETTING_COLUMNS: readonly FigureColumn<Recommendation>[] = [
  { title: 'tool', align: 'left', cell: ({ tool }) => tool },
  {
    title: 'workers',
    align: 'right',
    cell: ({ workers, atMost }) => `${atMost ? 'at most ' : ''}${workers}`,
  },
  { title: 'what to type', align: 'left', cell: ({ setting }) => ({ code: setting }) },
];

/** How many workers: what most of those who count cores want to know. */
export function workersAnswer(report: CoresReport): Verdict {
  return answer('Recommended', report.recommendedWorkers === null ? 'unknown' : adviceWords(report));
}

/** What to type for each tool. */
export function adviceSections(report: CoresReport): Section[] {
  const { recommendations, recommendedWorkers, options } = report;
  const title = adviceTitle(report);
  const table = tableOf(title, SETTING_COLUMNS, recommendations);
  if (options.recommend !== true) return group(title, table, { isForPages: true });
  return recommendedWorkers === null ? [paragraph('How many workers: unknown')] : table;
}

/** The number alone that a script asked for; with `--recommend` what to type for each tool. */
export function shortestAnswer(report: CoresReport): string {
  const { options, effectiveCpus, recommendedWorkers } = report;
  if (options.recommend === true) return adviceLines(report);
  return options.format === 'decimal' ? plainCpus(effectiveCpus) : `${recommendedWorkers ?? ''}`;
}

function adviceLines(report: CoresReport): string {
  const lead = adviceWords(report);
  if (report.recommendedWorkers === null) return lead;
  return [`${lead}:`, ...report.recommendations.map(({ setting }) => `  ${setting}`)].join('\n');
}

/** The headline figures by name, for CI servers. */
export function adviceOutputs({ effectiveCpus, recommendedWorkers }: CoresReport) {
  return {
    'effective-cpus': effectiveCpus === null ? null : plainCpus(effectiveCpus),
    'recommended-workers': recommendedWorkers,
  };
}

/** The same for an environment, and each tool’s own variable. */
export function adviceVariables(report: CoresReport): Readonly<Record<string, string>> {
  const { effectiveCpus, recommendedWorkers, recommendations } = report;
  return {
    CONCUR_EFFECTIVE_CPUS: plainCpus(effectiveCpus),
    CONCUR_WORKERS: `${recommendedWorkers ?? ''}`,
    ...Object.fromEntries(
      recommendations.flatMap(({ variable }) => (variable === null ? [] : [[variable.name, variable.value]])),
    ),
  };
}
