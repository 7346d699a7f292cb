import { findInterpreter } from '../../src/machine/python-versions.ts';
import { ratioLine } from '../line.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { start } from '../starting.ts';
import { figureText } from '../text.ts';
import { peer } from './peer.ts';
import { LENGTH_MS, settledShare } from './settled-share.ts';

const THREADS = 64;

/** What sampling a Python program 20 times a second costs, beside py-spy. */
export const watchPython: Row<number> = {
  name: 'PY-SPY',
  about: 'what watching a Python program costs, beside py-spy',
  limit:
    'They answer different questions: py-spy stops the program for each sample and reads its Python stacks; watch reads the kernel’s clocks and waits of its threads, and stops nothing.',
  needs: ['pySpy'],
  rounds: { full: 6, quick: 1 },
  async prepare(site, form) {
    const { concur, programs } = site;
    const python = await findInterpreter(undefined, process.env);
    if (python.state === 'missing') return { skipped: python.why };
    const program = [python.path, peer('many_threads.py'), `${THREADS}`];
    const samples = [
      'record',
      '--rate',
      '20',
      '--duration',
      '600',
      '--format',
      'raw',
      '--output',
      '/dev/null',
    ];
    return {
      candidates: [
        sampling(site, 'watch', program, LENGTH_MS[form], [process.execPath, concur, 'watch', '-q']),
        sampling(site, 'py-spy', program, LENGTH_MS[form], [programs.pySpy as string, ...samples]),
      ],
      lines: (shares) => [
        ratioLine(
          `watch / py-spy at 20 Hz, ${THREADS} threads: share of a core`,
          [shares('watch'), shares('py-spy')],
          (share) => figureText(share, 'share'),
        ),
      ],
    };
  },
};

/** The CPU time of what samples a program, as a share of one core. */
function sampling(
  site: Site,
  name: string,
  program: readonly string[],
  lengthMs: number,
  command: readonly string[],
): Candidate<number> {
  return {
    name,
    async run() {
      const subject = start(site, program);
      await subject.says('up');
      const sampler = start(site, [...command, '-p', `${subject.pid}`]);
      try {
        return await settledShare(sampler.pid, lengthMs);
      } finally {
        await Promise.all([sampler.kill(), subject.kill()]);
      }
    },
  };
}
