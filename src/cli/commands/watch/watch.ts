import { ConcurError } from '../../../base/errors/errors.ts';
import type { WatchReport } from '../../../model/documents/watch.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import { requirementInWords } from '../../../report/words/requirements.ts';
import { watchInWords } from '../../../report/words/watched.ts';
import { foldWatch, watchNotices } from '../../../run/watch/fold.ts';
import { judgeRequirements } from '../../../run/watch/requirements/judge.ts';
import { reportToGithub } from '../../output/github.ts';
import type { Asked, Command } from '../../program/command.ts';
import { readHere } from '../../setting/here.ts';
import { watchExit } from './exit.ts';
import { checkGate } from './gate.ts';
import { INTERVAL_MS, type Watched } from './sample.ts';
import { EXEC_PATH, readWatchTarget, type WatchTarget } from './target.ts';
import { watchCommand } from './watch-command.ts';
import { watchProcess } from './watch-process.ts';

interface AskedWatch extends Asked {
  readonly target: WatchTarget;
}

/** `concur watch`: where any program’s threads run, and what holds them up. */
export const watch: Command<AskedWatch, Watched, WatchReport> = {
  kind: 'watch',
  needs: ({ options: { pid } }) => (pid === undefined ? ['fs.read', 'child'] : ['fs.read']),
  async ask({ words, behindDashes, options }) {
    checkGate(options);
    const target = await readWatchTarget(
      words,
      behindDashes !== null,
      options,
      process.env.PATH ?? EXEC_PATH,
    );
    const { machine, warnings } = await readHere();
    checkKernel(machine);
    return { machine, warnings, options, target };
  },
  hosts: ({ target }) => target.kind === 'command',
  run: (asked, stage) =>
    asked.target.kind === 'command'
      ? watchCommand(asked.target, asked, stage)
      : watchProcess(asked.target.pid, asked, stage),
  body({ pid, seen, end }, { machine, options, target }) {
    const command = target.kind === 'command' ? target.words : null;
    const intervalMs = options.interval ?? INTERVAL_MS;
    const findings = foldWatch({ command, pid, intervalMs }, end, seen, machine);
    const words = watchInWords(findings);
    const judged = judgeRequirements(options.requirements ?? [], findings, machine.allowedCpus.length);
    const requirements = judged.map((finding) => requirementInWords(finding, words));
    return { ...words, requirements, warnings: watchNotices(findings, seen) };
  },
  exit: (body, ended, { options }) => watchExit(body, ended, options),
  async announce(report, output, format) {
    if (report.requirements.length === 0) return null;
    const { watchDocument } = await import('../../../report/document/watch/watch.ts');
    // The command writes to stdout, too.
    return reportToGithub(watchDocument(report), output, process.env, { format, isOurs: false });
  },
};

function checkKernel({ platform, hasSchedstat }: Machine): void {
  if (platform === 'linux' && hasSchedstat) return;
  const why =
    platform === 'linux'
      ? 'the kernel’s schedstat can’t be read'
      : `only Linux reports it, and this is ${platform}`;
  throw new ConcurError('CAPABILITY_MISSING', `watch needs to know how long threads run: ${why}`);
}
