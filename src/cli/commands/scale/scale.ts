import { permissionsOf } from '../../../engine/permissions.ts';
import type { ScaleReport } from '../../../model/documents/scaling.ts';
import { scalingInWords } from '../../../report/words/series/scaling.ts';
import type { Scaled } from '../../../run/series/scale.ts';
import { runtimeOf } from '../../../workloads/user/python-reference.ts';
import { EXIT } from '../../exit-codes.ts';
import { loadView } from '../../output/choose-view.ts';
import type { Command } from '../../program/command.ts';
import type { AskedSeries } from '../series/run-series.ts';
import { askFunction, DEFAULT_ENGINE, readFunction } from './scale-function.ts';
import { scaledSubject } from './scaled-subject.ts';

/** `concur scale`: the same work with more and more workers. */
export const scale: Command<AskedSeries<Scaled>, Scaled, ScaleReport> = {
  kind: 'scale',
  needs(typed) {
    if (typed.behindDashes !== null) return ['fs.read', 'child'];
    if (typed.options.hostCounts !== undefined) return ['fs.read', 'net'];
    const { what, engine } = scaledSubject(typed);
    const runtime = runtimeOf(what === undefined ? null : readFunction(what));
    return permissionsOf([engine ?? DEFAULT_ENGINE[runtime]], runtime);
  },
  view: loadView,
  async ask(typed) {
    const { words, behindDashes, options } = typed;
    const { hostCounts } = options;
    if (behindDashes !== null)
      return (await import('./scale-command.ts')).askCommand(words, behindDashes, options);
    const subject = scaledSubject(typed);
    if (hostCounts !== undefined)
      return (await import('./scale-hosts.ts')).askHosts(subject, hostCounts, options);
    return askFunction(subject, options);
  },
  dry: (asked) => asked.dry(),
  run: (asked, stage) => asked.run(stage),
  body: scalingInWords,
  exit: (_, ended) => ended ?? { code: EXIT.ok, reason: 'scaled' },
};
