import type { RunEvent } from '../../model/trial/events.ts';
import { wrap } from '../style/layout.ts';
import type { Palette } from '../style/palette.ts';
import { Board } from './board.ts';
import { Drawing } from './drawing.ts';
import { SeriesBoard } from './series-board.ts';
import type { Screen, View } from './view.ts';

/** The last column stays free: writing into it makes some terminals wrap. */
const MARGIN = 1;

/**
 * One bar per worker, drawn in place, with the workers' own output above.
 * @param echoWarnings false where the report, with the same warnings, appears on the same screen
 */
export function barsView(screen: Screen, palette: Palette, echoWarnings: boolean): View {
  let board: Board | null = null;
  let names: Board | SeriesBoard | null = null;
  let drawing: Drawing | null = null;
  const print = (text: string) => {
    if (drawing !== null) return drawing.print(text);
    screen.write(`${text}\n`);
  };
  const printTitle = (title: string) => {
    const text = palette.text(`${palette.glyphs.bullet} ${title}`);
    print(wrap(text, screen.columns - MARGIN).join('\n'));
  };
  const end = () => {
    drawing?.finish();
    drawing = null;
    board = null;
  };
  return {
    take(event: RunEvent) {
      board?.take(event);
      switch (event.type) {
        case 'scenario-start':
          return printTitle(`${event.scenario.name}: ${event.asked}`);
        case 'trial-start':
          if (event.trial.label !== '') print(palette.color.dim(palette.text(event.trial.label)));
          board = new Board(event, () => performance.now());
          names = board;
          drawing = new Drawing(board, screen, palette);
          return;
        case 'series-start': {
          printTitle(event.title);
          const series = new SeriesBoard(event, () => performance.now());
          names = series;
          drawing = new Drawing(series, screen, palette);
          return;
        }
        case 'worker-output':
          return print(palette.text(`${names?.nameOf(event.worker)}: ${event.line}`));
        case 'trial-sampled':
          return drawing?.update();
        case 'trial-end':
        case 'series-end':
          return end();
        case 'warning':
          if (echoWarnings) print(palette.color.yellow(palette.text(`warning: ${event.warning.message}`)));
      }
    },
    close: end,
  };
}
