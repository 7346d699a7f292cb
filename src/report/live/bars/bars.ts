import type { RunEvent } from '../../../model/trial/events.ts';
import { wrap } from '../../style/layout.ts';
import type { Palette } from '../../style/output-style.ts';
import { noticeInWords } from '../../words/notices.ts';
import { SeriesProgress } from '../series-progress.ts';
import { TrialProgress } from '../trial-progress.ts';
import type { Screen, View } from '../view.ts';
import { Drawing } from './drawing.ts';

/** The last column stays free: writing into it makes some terminals wrap. */
const MARGIN = 1;

/**
 * One bar per worker, drawn in place, with the workers' own output above.
 * @param echoWarnings false where the report, with the same warnings, appears on the same screen
 */
export function barsView(screen: Screen, palette: Palette, echoWarnings: boolean): View {
  let progress: TrialProgress | null = null;
  let names: TrialProgress | SeriesProgress | null = null;
  let drawing: Drawing | null = null;
  const print = (text: string) => {
    if (drawing !== null) return drawing.print(text);
    screen.write(`${text}\n`);
  };
  const printTitle = (title: string) => {
    const text = palette.text(`${palette.glyphs.bullet} ${title}`);
    print(wrap(text, screen.columns - MARGIN).join('\n'));
  };
  const begin = (begun: TrialProgress | SeriesProgress) => {
    names = begun;
    drawing = new Drawing(begun, screen, palette);
  };
  const end = () => {
    drawing?.finish();
    drawing = null;
    progress = null;
  };
  return {
    take(event: RunEvent) {
      progress?.take(event);
      switch (event.type) {
        case 'scenario-start':
          return printTitle(`${event.scenario.name}: ${event.asked}`);
        case 'trial-start':
          if (event.trial.label !== '') print(palette.color.dim(palette.text(event.trial.label)));
          progress = new TrialProgress(event, () => performance.now());
          return begin(progress);
        case 'series-start':
          printTitle(event.title);
          return begin(new SeriesProgress(event, () => performance.now()));
        case 'worker-output':
          return print(palette.text(`${names?.nameOf(event.worker)}: ${event.line}`));
        case 'trial-sampled':
          return drawing?.update();
        case 'trial-end':
        case 'series-end':
          return end();
        case 'warning':
          if (echoWarnings)
            print(palette.color.yellow(palette.text(`warning: ${noticeInWords(event.notice).message}`)));
      }
    },
    close: end,
  };
}
