import { barsView } from '../../src/report/live/bars/bars.ts';
import { makePalette, NO_COLORS } from '../../src/report/style/output-style.ts';
import { makeSlot, makeTrialPlan } from '../../test/fixtures/builders.ts';

// What a frame of the live view costs with so many workers, on a terminal of so many rows that nobody reads, in a time of its own.
const [count = '', rows = ''] = process.argv.slice(2);
const FRAMES = 40;
/** Longer than the longest pause between two frames. */
const PAUSE_MS = 300;
let nowMs = 0;
performance.now = () => nowMs;

const workers = Number(count);
const slots = Array.from({ length: workers }, (_, index) =>
  makeSlot({ engine: 'processes', index, name: `Core ${index}`, cpu: index }),
);
const screen = { columns: 100, rows: Number(rows), write() {}, onResize: () => () => {} };
const view = barsView(screen, makePalette({ color: NO_COLORS, unicode: true }), false);
let done = 0;
view.take({
  type: 'trial-start',
  scenario: 'simulated',
  trial: makeTrialPlan({ label: '', slots }),
  progress: () => ({ done, total: 10 * FRAMES, of: 'units' }),
});
for (const { index } of slots) {
  const pid = 1_000 + index;
  const identity = { pid, parentPid: 1, tid: pid, threadId: 1, startTicks: 1, comm: 'w' };
  view.take({ type: 'worker-ready', worker: index, identity });
}
view.take({ type: 'trial-go', atNs: 0 });
const draw = () => {
  for (let frame = 0; frame < FRAMES; frame++) {
    nowMs += PAUSE_MS;
    done++;
    view.take({ type: 'trial-sampled' });
  }
};
draw();
const before = process.cpuUsage();
draw();
const { user, system } = process.cpuUsage(before);
view.close();
process.stdout.write(JSON.stringify({ frameNs: ((user + system) * 1e3) / FRAMES }));
