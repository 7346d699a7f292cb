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
    'Commander takes half of it: bundled as it is here, with as many commands, it makes an empty program take 1.24 times as long. The rest is our own code, which V8 reads and runs for the first time.',
  needs: [],
  rounds: { full: 30, quick: 7 },
  async prepare(site) {
    const starts = COMMANDS.map(({ command }) => [command, [site.concur, command]] as const);
    return {
      candidates: await timedStarts(site, { bare: ['-e', '0'], ...Object.fromEntries(starts) }),
      lines: (results) =>
        COMMANDS.flatMap(({ command, atMost }) => [
          wallLine(results, `concur ${command}`, command, [{ atMost }]),
          cpuLine(results, `concur ${command}`, command),
        ]),
    };
  },
};
