import type { Row } from '../row.ts';
import { cpuLine, type Timed, timedStarts, wallLine } from './timed.ts';

const COMMANDS = [
  { command: '--version', atMost: 1.1 },
  { command: '--help', atMost: 1.4 },
  { command: 'list', atMost: 1.4 },
] as const;

/** How long the command line takes to answer, against the least that Node itself takes. */
export const p4: Row<Timed> = {
  name: 'P4',
  about: 'how fast the command line answers',
  limit:
    'These are starts after the first: a command keeps the functions that V8 compiled of it. The first start of `--help` takes 1.8 times as long as `node -e 0`, for it writes them; 1.5 times where nothing may be kept. What is left above Node’s own start: a quarter finds and reads what was kept, nearly half makes functions of it, and the rest runs them, Commander’s and ours.',
  needs: [],
  rounds: { full: 30, quick: 7 },
  async prepare(site) {
    const starts = COMMANDS.map(({ command }) => [command, [site.concur, command]] as const);
    return {
      candidates: timedStarts(site, { bare: ['-e', '0'], ...Object.fromEntries(starts) }),
      lines: (results) =>
        COMMANDS.flatMap(({ command, atMost }) => [
          wallLine(results, `concur ${command}`, command, [{ atMost }]),
          cpuLine(results, `concur ${command}`, command, [{ atMost }]),
        ]),
    };
  },
};
