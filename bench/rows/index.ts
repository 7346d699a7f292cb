import type { Row } from '../row.ts';
import { calls } from './calls.ts';
import { commands } from './commands.ts';
import { compareStart } from './compare-start.ts';
import { cores } from './cores.ts';
import { hosts } from './hosts.ts';
import { map } from './map.ts';
import { p1 } from './p1.ts';
import { p2 } from './p2.ts';
import { p3 } from './p3.ts';
import { p4 } from './p4.ts';
import { p5 } from './p5.ts';
import { p6 } from './p6.ts';
import { p7 } from './p7.ts';
import { p8 } from './p8.ts';
import { p9 } from './p9.ts';
import { p10 } from './p10.ts';
import { python } from './python.ts';
import { report } from './report.ts';
import { scale } from './scale.ts';
import { sim } from './sim.ts';
import { stream } from './stream.ts';
import { watch } from './watch.ts';
import { watchPython } from './watch-python.ts';

/** Every row, in the order in which they run. */
export const ROWS: readonly Row[] = [
  p1,
  p2,
  p3,
  p4,
  p5,
  p6,
  p7,
  p8,
  p9,
  p10,
  stream,
  map,
  hosts,
  sim,
  python,
  compareStart,
  commands,
  watch,
  watchPython,
  scale,
  cores,
  report,
  calls,
];

/** The rows of these names; all of them where none is named. */
export function chooseRows(names: readonly string[]): readonly Row[] {
  const unknown = names.filter((name) => !ROWS.some((row) => row.name === name));
  if (unknown.length > 0) {
    throw new Error(`no row ${unknown.join(', ')}: there are ${ROWS.map(({ name }) => name).join(', ')}`);
  }
  return names.length === 0 ? ROWS : ROWS.filter(({ name }) => names.includes(name));
}
