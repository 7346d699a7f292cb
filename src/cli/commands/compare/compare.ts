import { formatRatio, formatShare } from '../../../base/units.ts';
import type { CompareReport } from '../../../model/documents/comparison.ts';
import type { Exit } from '../../../model/documents/report.ts';
import { comparisonInWords } from '../../../report/words/series/comparison.ts';
import type { Compared } from '../../../run/series/compare.ts';
import { EXIT } from '../../exit-codes.ts';
import { loadView } from '../../output/choose-view.ts';
import type { Command } from '../../program/command.ts';
import type { AskedSeries } from '../series/run-series.ts';
import { askFunctions, functionsNeed } from './compare-functions.ts';

/** `concur compare`: the same work on several engines, several versions of it on one, or commands; interleaved. */
export const compare: Command<AskedSeries<Compared>, Compared, CompareReport> = {
  kind: 'compare',
  needs: (typed) => (typed.options.command === undefined ? functionsNeed(typed) : ['fs.read', 'child']),
  view: loadView,
  async ask({ words, options }) {
    const { command } = options;
    if (command === undefined) return askFunctions({ words, options });
    return (await import('./compare-commands.ts')).askCommands(words, command, options);
  },
  dry: (asked) => asked.dry(),
  run: (asked, stage) => asked.run(stage),
  body: comparisonInWords,
  exit: compareExit,
};

/** What a comparison means to a script: only a real regression is a failure. */
export function compareExit({ regressions }: Pick<CompareReport, 'regressions'>, ended: Exit | null): Exit {
  if (ended !== null) return ended;
  const failed = (regressions ?? []).filter(({ outcome }) => outcome === 'fail');
  if (failed.length === 0) return { code: EXIT.ok, reason: 'compared' };
  const said = failed.map(
    ({ engine, against = 'the baseline', ratio, limit }) =>
      `${engine} takes ${formatRatio(ratio)} times as long as ${against} (the limit is ${formatShare(limit)} more)`,
  );
  return { code: EXIT.fails, reason: said.join('; ') };
}
