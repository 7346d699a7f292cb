import { stderrScreen } from '../../screen/stderr-screen.ts';
import { type Env, mayAnimate, stderrFacts } from '../../screen/stream-facts.ts';
import { styleOf } from '../../screen/style-of.ts';
import { mapBarsView } from './bars.ts';
import { mapLinesView } from './lines.ts';
import type { MapView } from './view.ts';

/** Draws a parallelMap on stderr: bars where that is a terminal, a few lines at the end elsewhere. */
export async function drawMap(env: Env): Promise<MapView> {
  const facts = stderrFacts();
  const { palette } = await styleOf(facts, env);
  const write = (text: string) => void process.stderr.write(text);
  return mayAnimate(facts, env) ? mapBarsView(stderrScreen(write), palette) : mapLinesView(write, palette);
}
