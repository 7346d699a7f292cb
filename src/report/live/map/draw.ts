import type { ParallelMapProgress } from '../../../model/parallel-map.ts';
import {
  type ColorMode,
  type Env,
  mayAnimate,
  stderrFacts,
  stderrScreen,
  widthOf,
} from '../../screen/stream-facts.ts';
import { styleOf } from '../../screen/style-of.ts';
import type { Palette } from '../../style/output-style.ts';
import { mapHostLines } from '../../words/map-hosts.ts';
import { mapReportLines } from '../../words/map-report.ts';
import { mapBarsView } from './bars.ts';
import { type MapView, tracebacks } from './view.ts';

/** Draws a parallelMap on stderr: bars where that is a terminal, a few lines at the end elsewhere. */
export async function drawMap(env: Env, color?: ColorMode): Promise<MapView> {
  const facts = stderrFacts();
  const { palette } = await styleOf(facts, env, color);
  const write = (text: string) => void process.stderr.write(text);
  return mayAnimate(facts, env)
    ? mapBarsView(stderrScreen(write), palette)
    : mapLinesView(write, palette, widthOf(facts, env));
}

/** Nothing while all goes well, and plain lines at its end: for pipes, logs and CI. */
export function mapLinesView(write: (text: string) => void, palette: Palette, width: number): MapView {
  let last: ParallelMapProgress | null = null;
  return {
    takeLine: null,
    note(text) {
      write(`${palette.text(text)}\n`);
    },
    update(progress) {
      last = progress;
    },
    end(failures, report = null) {
      const told = report === null ? [] : mapReportLines(report, width);
      const lines = [...(last === null ? [] : linesOf(last)), ...told.map((line) => palette.text(line))];
      for (const line of [...lines, ...tracebacks(failures, palette)]) write(`${line}\n`);
    },
  };
}

function linesOf({ done, failed, total, workers, hosts }: ParallelMapProgress): string[] {
  return [
    ...(hosts === undefined
      ? workers.map(({ name, done: units }) => `${name}: ${units} done`)
      : mapHostLines(hosts)),
    `${done}${total === null ? '' : ` of ${total}`} done, ${failed} failed`,
  ];
}
