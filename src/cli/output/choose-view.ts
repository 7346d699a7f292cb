import type { RunEvent } from '../../model/trial/events.ts';
import type { View } from '../../report/live/view.ts';
import { mayAnimate, stderrFacts, stderrScreen, stdoutFacts } from '../../report/screen/stream-facts.ts';
import type { TypedOptions } from '../options/table.ts';
import type { Output } from '../output.ts';
import { stderrStyle } from './text-outlet.ts';

/** How progress is shown: bars on a terminal, plain lines elsewhere, failures alone when asked for none. */
export function chooseView(options: TypedOptions, output: Output): View {
  return loadedLate(() => loadView(options, output));
}

/** The same view, loaded before anything runs: where the start of workers is timed, nothing else may happen meanwhile. */
export async function loadView(options: TypedOptions, output: Output): Promise<View> {
  const { palette } = await stderrStyle(options.color);
  if (options.quiet === true || options.progress === false) {
    const { failuresView } = await import('../../report/live/lines.ts');
    return failuresView((line) => output.notify(line), palette);
  }
  if (!mayAnimate(stderrFacts(), process.env)) {
    const { linesView } = await import('../../report/live/lines.ts');
    return linesView((line) => output.notify(line), palette);
  }
  const { barsView } = await import('../../report/live/bars/bars.ts');
  const echoWarnings = options.json === true || stdoutFacts().isTTY !== true;
  return barsView(
    stderrScreen((text) => output.notify(text)),
    palette,
    echoWarnings,
  );
}

/** Workers boot fastest when we stay out of their way; a view that comes this late is still seen at once. */
const LATEST_LOAD_MS = 100;

/** A view that is loaded when the workers have begun to work, or when they take long to start. */
function loadedLate(load: () => Promise<View>): View {
  let view: View | null = null;
  let isClosed = false;
  const early: RunEvent[] = [];
  let timer: NodeJS.Timeout | null = null;
  let isLoading = false;
  const loadNow = async () => {
    if (timer !== null) clearTimeout(timer);
    if (isLoading) return;
    isLoading = true;
    const loaded = await load();
    if (isClosed) return;
    for (const event of early) loaded.take(event);
    view = loaded;
  };
  return {
    take(event) {
      if (view !== null) return view.take(event);
      if (event.type === 'trial-start') timer ??= setTimeout(loadNow, LATEST_LOAD_MS);
      if (event.type === 'trial-go') setImmediate(loadNow);
      early.push(event);
    },
    close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      view?.close();
    },
  };
}
