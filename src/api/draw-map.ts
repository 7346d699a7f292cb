import { stderrPage } from '../cli/page.ts';
import { stderrScreen } from '../cli/stderr-screen.ts';
import { mayAnimate, stderrFacts } from '../cli/terminal.ts';
import { mapBarsView } from '../report/live/map-bars.ts';
import { mapLinesView } from '../report/live/map-lines.ts';
import type { MapView } from '../report/live/map-view.ts';

/** Bars on a terminal, a few lines at the end elsewhere. */
export async function drawMap(): Promise<MapView> {
  const { palette } = await stderrPage();
  const write = (text: string) => void process.stderr.write(text);
  const isAnimated = mayAnimate(stderrFacts(), process.env);
  return isAnimated ? mapBarsView(stderrScreen(write), palette) : mapLinesView(write, palette);
}
