import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Failures } from '../../../../src/map/failures.ts';
import type { ParallelMapProgress } from '../../../../src/model/parallel-map.ts';
import { mapBarsView } from '../../../../src/report/live/map/bars.ts';
import { FakeScreen } from '../../../fixtures/screen.ts';
import { PLAIN } from '../../../fixtures/text.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** @param hosts how many units each worker of each host has done */
function progress(hosts: Readonly<Record<string, readonly number[]>>): ParallelMapProgress {
  const sum = (units: readonly number[]) => units.reduce((all, each) => all + each, 0);
  return {
    ...{ done: sum(Object.values(hosts).flat()), failed: 0, total: 100 },
    workers: Object.entries(hosts).flatMap(([host, units]) =>
      units.map((done, index) => ({ name: `worker ${index}`, host, pid: 7, tid: 7, done })),
    ),
    hosts: Object.entries(hosts).map(([name, units]) => ({
      ...{ name, machine: null, cores: 1, silentMs: 0, r: null, d: null, done: sum(units) },
      state: 'here',
    })),
  };
}

/** The first words of each line. */
const labels = ({ lines }: FakeScreen) => lines.map((line) => /^ *\S+(?: \d+(?= +\d+ %))?/.exec(line)?.[0]);

function shownAfter(rows: number, ...told: readonly ParallelMapProgress[]): FakeScreen {
  const screen = new FakeScreen(80, rows);
  const view = mapBarsView(screen, PLAIN);
  for (const each of told) {
    view.update(each);
    vi.advanceTimersByTime(1_000);
  }
  view.note('on top');
  vi.advanceTimersByTime(1_000);
  view.end(new Failures());
  return screen;
}

it('have a row for each host and worker that comes while they are drawn, and still one for failures', () => {
  const screen = shownAfter(24, progress({ a: [] }), progress({ a: [4] }), progress({ a: [8, 2], b: [3] }));
  expect(labels(screen)).toEqual(['on', 'a', '  worker 0', '  worker 1', 'b', '  worker 0', 'failed']);
});

it('say how many they leave out once there are more than rows', () => {
  const screen = shownAfter(5, progress({ a: [] }), progress({ a: [8, 2], b: [3] }));
  expect(labels(screen)).toEqual(['on', 'a', '  worker 0', '  worker 1', '+3']);
});
