import type { RunEvent } from '../../model/trial/events.ts';
import type { Palette } from '../style/palette.ts';
import { Board } from './board.ts';
import { changeText } from './lines.ts';
import type { View } from './view.ts';

/** No progress; but whoever dies unasked is named all the same, at once. */
export function failuresView(write: (line: string) => void, palette: Palette): View {
  let board: Board | null = null;
  return {
    take(event: RunEvent) {
      if (event.type === 'trial-start') board = new Board(event, () => performance.now());
      const changed = board?.take(event) ?? null;
      if (changed?.phase === 'failed' && changed.slot.fault?.partOfExperiment !== true) {
        write(`${palette.text(changeText(changed))}\n`);
      }
    },
    close() {},
  };
}
