import { drawMap } from '../../../report/live/map/draw.ts';
import { type MapView, tracebacks } from '../../../report/live/map/view.ts';
import { mayAnimate, stderrFacts, stdoutFacts } from '../../../report/screen/stream-facts.ts';
import type { TypedOptions } from '../../options/table.ts';
import { stderrStyle } from '../../output/text-outlet.ts';
import type { Output } from '../../output.ts';

/**
 * How progress is shown: bars on a terminal, where no results are printed on it; nothing elsewhere. What workers print goes to
 * stderr: it never gets between the results.
 */
export async function chooseMapView(options: TypedOptions, output: Output): Promise<MapView> {
  if (isDrawn(options)) return drawMap(process.env, options.color);
  const { palette } = await stderrStyle(options.color);
  const note = (text: string) => output.notify(`${palette.text(text)}\n`);
  return {
    takeLine: (worker, _stream, line) => note(`${worker}: ${line}`),
    update: () => {},
    note,
    end(failures) {
      for (const line of tracebacks(failures, palette)) output.notify(`${line}\n`);
    },
  };
}

function isDrawn({ quiet, progress, output = '-' }: TypedOptions): boolean {
  if (quiet === true || progress === false || (output === '-' && stdoutFacts().isTTY === true)) return false;
  return mayAnimate(stderrFacts(), process.env);
}
