import { formatNs } from '../../src/base/units.ts';
import type { Line } from '../line.ts';
import { type Row, takeTurns } from '../measure.ts';
import { median, ratios } from '../stats.ts';
import { timed } from './timed.ts';

const BARE = ['-e', '0'];
const COMMANDS = [
  { command: '--version', atMost: 1.1 },
  { command: '--help', atMost: 1.4 },
  { command: 'list', atMost: 1.4 },
] as const;

/** How long the command line takes to answer, against the least that Node itself takes. */
export const p4: Row = {
  name: 'P4',
  about: 'how fast the command line answers',
  limit:
    'These are starts after the first: a command keeps the functions that V8 compiled of it. The first start of `--help` takes 1.8 times as long as `node -e 0`, for it writes them; 1.5 times where nothing may be kept. What is left above Node’s own start: a quarter finds and reads what was kept, nearly half makes functions of it, and the rest runs them, Commander’s and ours.',
  needs: [],
  rounds: { full: 30, quick: 7 },
  async measure(site, run) {
    const all = [
      timed(site, 'bare', BARE),
      ...COMMANDS.map(({ command }) => timed(site, command, [site.concur, command])),
    ];
    // The first start of each reads its files from the disk, and keeps what it compiled.
    for (const { run: start } of all) await start();
    const wallNs = await takeTurns(all, run);
    return COMMANDS.map(({ command, atMost }): Line => {
      const [ours, theirs] = [wallNs(command), wallNs('bare')];
      const behind = `${formatNs(median(ours))} and ${formatNs(median(theirs))}`;
      const what = `concur ${command} / node -e 0`;
      return { row: 'P4', what, values: ratios(ours, theirs), unit: 'ratio', goals: [{ atMost }], behind };
    });
  },
};
