import type { CheckReport } from '../../../model/check.ts';

/** GitHub shows this many annotations of a kind in a step, and drops the rest without a word. */
const MOST_ANNOTATIONS = 10;

/**
 * Workflow commands: an error for each failed check, a warning for each that is inconclusive
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function checkAnnotations({ checks, options }: CheckReport): string {
  const open = options.inconclusive === 'fail' ? 'error' : 'warning';
  const kinds = { fail: 'error', inconclusive: open, pass: null } as const;
  const lines = (['fail', 'inconclusive'] as const).flatMap((outcome) =>
    checks
      .filter((check) => check.outcome === outcome)
      .map(
        ({ id, title, expected, observed, because }) =>
          `::${kinds[outcome]} title=${escapeProperty(`concur check: ${id}`)}::${escapeData(
            `${title}: ${outcome}, because ${because} (expected ${expected}; observed ${observed})`,
          )}\n`,
      ),
  );
  const dropped = lines.length - MOST_ANNOTATIONS;
  if (dropped <= 0) return lines.join('');
  const last = `::notice title=concur check::and ${dropped + 1} more, in the job summary\n`;
  return [...lines.slice(0, MOST_ANNOTATIONS - 1), last].join('');
}

/** What later steps can read as `steps.ID.outputs`: a line each, so that no value may hold another. */
export function checkOutputs({ parallelism, recommendedWorkers, outcome }: CheckReport): string {
  return [
    `parallelism=${parallelism === null ? '' : parallelism.toFixed(2)}`,
    `recommended-workers=${recommendedWorkers ?? ''}`,
    `outcome=${outcome}`,
    '',
  ].join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
