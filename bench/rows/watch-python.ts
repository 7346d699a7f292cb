import { setTimeout as delay } from 'node:timers/promises';
import { findInterpreter } from '../../src/machine/python-versions.ts';
import { runNsOf } from '../cpu-time.ts';
import { ratioLine } from '../line.ts';
import type { Candidate, Row } from '../row.ts';
import { start } from '../starting.ts';
import { figureText } from '../text.ts';
import { peer } from './peer.ts';

const THREADS = 64;
/** Neither their starts nor their reports are measured, nor what V8 does once after a start (rows/watch). */
const SETTLE_MS = 12_000;
const LENGTH_MS = { full: 10_000, quick: 4_000 } as const;

/** What sampling a Python program 20 times a second costs, beside py-spy. */
export const watchPython: Row<number> = {
  name: 'PY-SPY',
  about: 'what watching a Python program costs, beside py-spy',
  limit:
    'They answer different questions: py-spy stops the program for each sample and reads its Python stacks; watch reads the kernel’s clocks and waits of its threads, and stops nothing.',
  needs: ['pySpy'],
  rounds: { full: 6, quick: 1 },
  async prepare({ concur, programs: { pySpy } }, form) {
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
        sampling('watch', program, LENGTH_MS[form], [process.execPath, concur, 'watch', '-q']),
        sampling('py-spy', program, LENGTH_MS[form], [pySpy as string, ...samples]),
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
  name: string,
  program: readonly string[],
  lengthMs: number,
  command: readonly string[],
): Candidate<number> {
  return {
    name,
    async run() {
      const subject = start(program);
      await subject.says('up');
      const sampler = start([...command, '-p', `${subject.pid}`]);
      try {
        await delay(SETTLE_MS);
        const [startNs, before] = [performance.now() * 1e6, runNsOf(sampler.pid)];
        await delay(lengthMs);
        return (runNsOf(sampler.pid) - before) / (performance.now() * 1e6 - startNs);
      } finally {
        await Promise.all([sampler.kill(), subject.kill()]);
      }
    },
  };
}
