import {
  claim,
  defineScenario,
  formatNs,
  type Observation,
  type Setting,
  slot,
  trial,
  type WorkerRecord,
  workloadModule,
} from '../src/kit/index.ts';

const MODES = ['ref', 'unref', 'detached'] as const;
const WHAT = {
  ref: 'a worker thread',
  unref: 'a daemon worker thread (unref)',
  detached: 'a detached child process',
} as const;
/** A program that is held open has to live this much longer than one that isn't, as a share of the helper's delay. */
const HELD_OPEN_SHARE = 0.8;

export default defineScenario({
  name: 'daemon',
  question: 'What is a daemon thread, and what becomes of its work?',
  hypothesis:
    'A worker holds its program open until its file is written; an unref’d (daemon) one dies with the program and the file is lost; a detached child outlives it.',
  needsCpus: 1,
  engines: [],
  follows: [],

  plan(_machine, setting) {
    const delayMs = delayOf(setting);
    const slots = MODES.map((mode, index) =>
      slot(index, {
        name: mode,
        engine: 'processes',
        cpu: null,
        leaveMs: delayMs * 10,
        work: {
          module: workloadModule('start-helper'),
          params: { mode, delayMs },
          amount: { units: 1 },
          unitMs: 100,
        },
      }),
    );
    return {
      asked: `three programs, each of which starts a helper that writes a file after ${delayMs} ms, and then has nothing left to do`,
      trials: [trial('who is waited for', slots, { scratch: { settleMs: delayMs * 2 } })],
    };
  },

  judge([observation], _machine, setting) {
    const { workers, files } = observation as Observation;
    const programs = MODES.map((mode) => {
      const worker = workers.find(({ name }) => name === mode) as WorkerRecord;
      const openNs =
        worker.exitNs === null || worker.endNs === null || worker.state !== 'done'
          ? null
          : worker.exitNs - worker.endNs;
      return { mode, openNs, wrote: files?.includes(`${mode}.txt`) ?? null };
    });
    return {
      claims: programs.map(({ mode, openNs, wrote }) => {
        const waits = mode === 'ref';
        const writes = mode !== 'unref';
        const waited = openNs === null ? null : openNs >= delayOf(setting) * 1e6 * HELD_OPEN_SHARE;
        return claim(
          mode,
          `${WHAT[mode]} ${waits ? 'holds its program open' : writes ? 'outlives its program' : 'dies with its program'}`,
          {
            expected: `${waits ? 'the program waits' : 'the program ends at once'}, file ${writes ? 'written' : 'lost'}`,
            observed:
              waited === null || wrote === null
                ? 'unknown'
                : `${waited ? 'it waited' : 'it ended'} (${formatNs(openNs)}), file ${wrote ? 'written' : 'lost'}`,
            holds: waited === null || wrote === null ? null : waited === waits && wrote === writes,
            // A machine that is too busy to end a program in time gives the daemon time to write.
            loadSensitive: !waits,
          },
        );
      }),
      story: programs.map(
        ({ mode, openNs, wrote }) =>
          `${mode}: the program ended ${formatNs(openNs)} after its last line; the file was ${wrote ? 'written' : 'lost'}`,
      ),
    };
  },
});

function delayOf({ quick }: Setting): number {
  return quick ? 300 : 400;
}
