import type { WatchReport } from '../../../model/documents/watch.ts';
import { outcomeOfChecks } from '../../../stats/outcome-of-checks.ts';
import { figureWords } from '../../words/requirements.ts';
import { type Case, type Cases, UNTIMED } from '../section.ts';

/** What was required of the program; nothing where nothing was. */
export function requirementCases(report: WatchReport): Cases[] {
  const { requirements } = report;
  if (requirements.length === 0) return [];
  const cases = requirements.map(({ id, figure, outcome, expected, observed, because }) => ({
    ...UNTIMED,
    id,
    title: figureWords(figure),
    outcome,
    expected,
    observed,
    because,
  }));
  return [{ kind: 'cases', whole: commandCase(report), suite: 'concur watch', title: 'Requirements', cases }];
}

/** `parallelism>=2: fail; `: before the verdict in one line. */
export function requirementsLine({ requirements }: WatchReport): string {
  return requirements.map(({ id, outcome }) => `${id}: ${outcome}; `).join('');
}

/** For CI servers; nothing where nothing was required. */
export function requirementOutputs({ requirements }: WatchReport): { readonly outcome?: string } {
  return requirements.length === 0 ? {} : { outcome: outcomeOfChecks(requirements) };
}

/** That the command, or the watch, ended badly by itself; null where only requirements decide. */
function commandCase({ exit, requirements, options }: WatchReport): Case | null {
  const outcome = outcomeOfChecks(requirements);
  const open = options.inconclusive === 'pass' ? 0 : options.inconclusive === 'fail' ? 1 : 3;
  if (exit.code === { pass: 0, fail: 1, inconclusive: open }[outcome]) return null;
  const observed = `exit code ${exit.code}`;
  const seen = { expected: 'exit code 0', observed, because: exit.reason };
  return { ...UNTIMED, id: 'command', title: 'the command ends well', outcome: 'fail', ...seen };
}
