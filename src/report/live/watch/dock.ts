import type { Screen } from '../view.ts';

const SAVE = '\u001b7';
const RESTORE = '\u001b8';
const WHOLE_REGION = '\u001b[r';
const CLEAR_LINE = '\u001b[2K';
const CLEAR_BELOW = '\u001b[J';
/** Moves down a row and keeps the column; in the last row everything scrolls up instead. */
const INDEX = '\u001bD';

/** At most this share of the screen: the rest belongs to the command. */
const LARGEST_SHARE = 0.5;

/**
 * Rows at the bottom of the terminal that stay while the program above them writes as it likes: only the rows above them
 * scroll (DECSTBM, vt100.net/docs/vt510-rm/DECSTBM.html). The cursor belongs to the program: it is put back after each frame.
 */
export class Dock {
  readonly #screen: Screen;
  readonly #onChange: (undo: string) => void;
  readonly #stopListening: () => void;
  #height = 0;
  #rows = 0;
  #last = '';

  /** @param onChange is told what undoes the dock, whenever that changes */
  constructor(screen: Screen, onChange: (undo: string) => void = () => {}) {
    this.#screen = screen;
    this.#onChange = onChange;
    this.#stopListening = screen.onResize(() => this.#startOver());
  }

  /** How many rows there may be. */
  get most(): number {
    return Math.max(1, Math.floor(this.#screen.rows * LARGEST_SHARE));
  }

  draw(rows: readonly string[]): void {
    if (this.#screen.rows < 2) return;
    const shown = rows.slice(0, this.most);
    if (shown.length > this.#height) this.#grow(shown.length);
    const blanks = Array.from({ length: this.#height - shown.length }, () => '');
    const first = this.#rows - this.#height + 1;
    const frame = [...blanks, ...shown]
      .map((row, index) => `\u001b[${first + index};1H${CLEAR_LINE}${row}`)
      .join('');
    if (frame === this.#last) return;
    this.#last = frame;
    this.#screen.write(`${SAVE}${frame}${RESTORE}`);
  }

  close(): void {
    this.#stopListening();
    this.leave();
  }

  #grow(height: number): void {
    const more = height - this.#height;
    this.#height = height;
    this.#rows = this.#screen.rows;
    this.#last = '';
    // What the program has written moves up where it must, and its cursor with it.
    const room = `${INDEX.repeat(more)}\u001b[${more}A`;
    // Told first: we may be killed at any moment.
    this.#onChange(this.#undo());
    this.#screen.write(`${room}${SAVE}\u001b[1;${this.#rows - height}r${RESTORE}`);
  }

  /** Gives the rows back, empty; a later frame takes them again. */
  leave(): void {
    if (this.#height === 0) return;
    this.#screen.write(this.#undo());
    this.#height = 0;
    this.#last = '';
    this.#onChange('');
  }

  #undo(): string {
    return `${SAVE}${WHOLE_REGION}\u001b[${this.#rows - this.#height + 1};1H${CLEAR_BELOW}${RESTORE}`;
  }

  /** A terminal of another size has forgotten the region, and what was at its bottom may be anywhere. */
  #startOver(): void {
    const height = Math.min(this.#height, this.most);
    this.leave();
    if (height > 0) this.#grow(height);
  }
}
