import { withoutCommands } from '../../base/text/commands.ts';
import { printable, printableLine } from '../../base/text/printable.ts';
import type { ReportDocument } from '../document/document.ts';
import type { Case } from '../document/section.ts';
import { suitesIn } from '../document/within.ts';
import { caseDetails, isOpenFailure } from './case-verdict.ts';

/** GitHub shows this many annotations of a kind in a step, and drops the rest without a word. */
const MOST_ANNOTATIONS = 10;

/**
 * Workflow commands: an error for each case that failed, a warning for each that is inconclusive
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function github(document: ReportDocument): string {
  const all = suitesIn(document).flatMap(({ suite, cases }) => cases.map((one) => ({ suite, one })));
  const failed = all.filter(({ one }) => one.outcome === 'fail' || one.outcome === 'fails');
  const open = all.filter(({ one }) => one.outcome === 'inconclusive');
  const lines = [
    ...failed.map(({ suite, one }) => annotation('error', suite, one)),
    ...open.map(({ suite, one }) => annotation(isOpenFailure(document) ? 'error' : 'warning', suite, one)),
  ];
  const dropped = lines.length - MOST_ANNOTATIONS;
  if (dropped <= 0) return lines.join('');
  const title = escapeProperty(`concur ${document.command}`);
  const last = `::notice title=${title}::and ${dropped + 1} more, in the job summary\n`;
  return [...lines.slice(0, MOST_ANNOTATIONS - 1), last].join('');
}

function annotation(level: 'error' | 'warning', suite: string, one: Case): string {
  const { id, title, outcome, because } = one;
  const known = caseDetails({ ...one, because: null }).map(([name, value]) => `${name} ${value}`);
  const message = `${title}: ${outcome}${because === null ? '' : `, because ${because}`} (${known.join('; ')})`;
  return `::${level} title=${escapeProperty(`${suite}: ${id}`)}::${escapeData(message)}\n`;
}

/** What later steps can read as `steps.ID.outputs`: a line each, so that no value may hold another. */
export function githubOutputs({ outputs }: ReportDocument): string {
  return Object.entries(outputs)
    .map(([name, value]) => `${name}=${printableLine(outputValue(value))}\n`)
    .join('');
}

function outputValue(value: string | number | null): string {
  return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : `${value ?? ''}`;
}

function escapeData(text: string): string {
  return withoutCommands(printable(text)).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
