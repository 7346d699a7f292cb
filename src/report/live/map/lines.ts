import type { ParallelMapProgress } from '../../../model/parallel-map.ts';
import type { Palette } from '../../style/palette.ts';
import { type MapView, tracebacks } from './view.ts';

/** Nothing while all goes well, and plain lines at its end: for pipes, logs and CI. */
export function mapLinesView(write: (text: string) => void, palette: Palette): MapView {
  let last: ParallelMapProgress | null = null;
  return {
    takeLine: null,
    note(text) {
      write(`${palette.text(text)}\n`);
    },
    update(progress) {
      last = progress;
    },
    end(failures) {
      const lines = last === null ? [] : linesOf(last);
      for (const line of [...lines, ...tracebacks(failures, palette)]) write(`${line}\n`);
    },
  };
}

function linesOf({ done, failed, total, workers }: ParallelMapProgress): string[] {
  return [
    ...workers.map(({ name, done }) => `${name}: ${done} done`),
    `${done} of ${total} done, ${failed} failed`,
  ];
}
