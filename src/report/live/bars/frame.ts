import { displayWidth } from '../../style/display-width.ts';
import type { Screen } from '../view.ts';

const CLEAR_BELOW = '\u001b[J';
// A cursor that is never hidden needs no restoring, whatever ends us.
const CONTROL = /\u001b\[[0-9;?]*[A-Za-z]/g;

/**
 * Stands between cli-progress and the terminal: collects what a frame is made of and writes it at once, and only when
 * it differs from the last one. It looks like a terminal's stream as far as cli-progress and readline care.
 */
export class FrameStream {
  readonly isTTY = true;
  /** cli-progress cuts what is wider than this, colour codes and all; our text already fits. */
  readonly columns = Number.MAX_SAFE_INTEGER;
  readonly #screen: Screen;
  #pending = '';
  #last = '';

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  write(text: string): boolean {
    this.#pending += text;
    return true;
  }

  /** Ends the frame. */
  flush(): void {
    const frame = this.#pending;
    this.#pending = '';
    if (frame === this.#last) return;
    this.#last = frame;
    this.#screen.write(`${frame}${CLEAR_BELOW}`);
  }

  /**
   * How many rows above its own the frame begins on a terminal that has since become narrower: lines that no longer
   * fit were broken in two and more, and pushed what is above them up.
   */
  brokenRows(barRows: number): number {
    const columns = Math.max(1, this.#screen.columns);
    const drawn = this.#last.replace(CONTROL, '').split('\n');
    return drawn
      .slice(-barRows)
      .reduce((rows, row) => rows + Math.max(0, Math.ceil(displayWidth(row) / columns) - 1), 0);
  }
}
