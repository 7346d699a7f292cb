import { usageError } from '../../../base/errors/errors.ts';
import { permissionsOf } from '../../../engine/permissions.ts';
import type { ScaleReport } from '../../../model/documents/scaling.ts';
import { scalingInWords } from '../../../report/words/series/scaling.ts';
import type { Scaled } from '../../../run/series/scale.ts';
import { runtimeOf } from '../../../workloads/user/python-reference.ts';
import { EXIT } from '../../exit-codes.ts';
import { loadView } from '../../output/choose-view.ts';
import type { Command } from '../../program/command.ts';
import type { AskedSeries } from '../series/run-series.ts';
import { askCommand } from './scale-command.ts';
import { askFunction, DEFAULT_ENGINE, readFunction } from './scale-function.ts';

/** `concur scale`: the same work with more and more workers. */
export const scale: Command<AskedSeries<Scaled>, Scaled, ScaleReport> = {
  kind: 'scale',
  needs({ words, behindDashes, options: { engine, hostCounts } }) {
    if (behindDashes !== null) return ['fs.read', 'child'];
    if (hostCounts !== undefined) return ['fs.read', 'net'];
    const what = functionIn(words);
    const runtime = runtimeOf(what === undefined ? null : readFunction(what));
    return permissionsOf([engine ?? DEFAULT_ENGINE[runtime]], runtime);
  },
  view: loadView,
  async ask({ words, behindDashes, options }) {
    const { hostCounts } = options;
    if (behindDashes !== null) return askCommand(words, behindDashes, options);
    if (hostCounts !== undefined)
      return (await import('./scale-hosts.ts')).askHosts(functionIn(words), hostCounts, options);
    return askFunction(functionIn(words), options);
  },
  dry: (asked) => asked.dry(),
  run: (asked, stage) => asked.run(stage),
  body: scalingInWords,
  exit: (_, ended) => ended ?? { code: EXIT.ok, reason: 'scaled' },
};

/** @throws ConcurError (USAGE) for several words: two functions, or a command */
function functionIn(words: readonly string[]): string | undefined {
  const [what, ...more] = words;
  if (more.length === 0) return what;
  throw usageError(
    `scale takes one function: ${words.join(' ')}`,
    'A command follows --, {w} in place of the number: concur scale -w 1..8 -- make -j{w}.',
  );
}
