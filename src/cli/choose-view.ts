import type { View } from '../report/live/view.ts';
import type { TypedOptions } from './options-table.ts';
import type { Output } from './output.ts';
import { factsOf, stderrPage } from './page.ts';
import { mayAnimate } from './terminal.ts';

/** How progress is shown: bars on a terminal, plain lines elsewhere, nothing when asked for nothing. */
export async function chooseView(options: TypedOptions, output: Output): Promise<View> {
  const { palette } = stderrPage(options.color);
  if (options.quiet === true || options.progress === false) {
    const { silentView } = await import('../report/live/view.ts');
    return silentView;
  }
  if (mayAnimate(factsOf(process.stderr), process.env)) {
    const { barsView } = await import('../report/live/bars.ts');
    return barsView(terminalScreen(output), palette);
  }
  const { linesView } = await import('../report/live/lines.ts');
  return linesView((line) => output.tell(line), palette);
}

function terminalScreen(output: Output) {
  const stream = process.stderr;
  return {
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    write: (text: string) => output.tell(text),
    onResize(changed: () => void) {
      stream.on('resize', changed);
      return () => stream.off('resize', changed);
    },
  };
}
