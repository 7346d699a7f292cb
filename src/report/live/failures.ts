import type { RunEvent } from '../../model/trial/events.ts';
import type { Palette } from '../style/palette.ts';
import { changeText } from './lines.ts';
import { TrialProgress } from './trial-progress.ts';
import type { View } from './view.ts';

/** No progress; but whoever dies unasked is named all the same, at once. */
export function failuresView(write: (line: string) => void, palette: Palette): View {
  let progress: TrialProgress | null = null;
  return {
    take(event: RunEvent) {
      if (event.type === 'trial-start') progress = new TrialProgress(event, () => performance.now());
      const changed = progress?.take(event) ?? null;
      if (changed?.phase === 'failed' && changed.slot.fault?.partOfExperiment !== true) {
        write(`${palette.text(changeText(changed))}\n`);
      }
    },
    close() {},
  };
}
