import { MultiBar, type SingleBar } from 'cli-progress';
import type { Palette } from '../../style/output-style.ts';
import { type Meter, type Meters, meterTexts } from '../meter.ts';
import type { Screen } from '../view.ts';
import { FrameStream } from './frame.ts';

/** Faster than this the eye sees no difference. */
const FRAMES_PER_SECOND = 10;
/** Many bars are drawn less often, down to this. */
const FEWEST_FRAMES = 4;
const BARS_PER_SECOND = 50;
/** The last column stays free: writing into it makes some terminals wrap. */
const MARGIN = 1;
/** Nor is the `^C` that a terminal echoes to wrap; a narrow one needs these columns for the bars. */
const ECHO = 2;
const NARROW = 40;
const CLEAR_RIGHT = '\u001b[K';

/** Bars, one below the other, drawn in place. cli-progress owns the frames' rhythm and the cursor; the text of a bar is ours. */
export class Drawing {
  readonly #source: Meters;
  readonly #screen: Screen;
  readonly #palette: Palette;
  readonly #frame: FrameStream;
  readonly #stopListening: () => void;
  #bars: MultiBar;
  #shown = 0;
  #nextFrameMs = 0;

  constructor(source: Meters, screen: Screen, palette: Palette) {
    this.#source = source;
    this.#screen = screen;
    this.#palette = palette;
    this.#frame = new FrameStream(screen);
    this.#bars = this.#makeBars();
    // At once: the next frame of the old size would stand beside its own broken lines.
    this.#stopListening = screen.onResize(() => this.#startOver());
  }

  print(text: string): void {
    // Each line clears what the bar that stood there leaves to its right.
    for (const line of text.split('\n')) this.#bars.log(`${line}${CLEAR_RIGHT}\n`);
  }

  /** Draws if the last frame is old enough. */
  update(): void {
    const nowMs = performance.now();
    if (nowMs < this.#nextFrameMs) return;
    const perSecond = Math.min(
      FRAMES_PER_SECOND,
      Math.max(FEWEST_FRAMES, BARS_PER_SECOND / this.#source.count),
    );
    this.#nextFrameMs = nowMs + 900 / perSecond;
    if (this.#rows() === this.#shown) this.#bars.update();
    else this.#startOver();
  }

  /** Leaves the last state of the bars on the screen. */
  finish(): void {
    this.#stopListening();
    this.#bars.update();
    this.#clear();
    this.#screen.write(
      this.#texts()
        .map((text) => `${text}\n`)
        .join(''),
    );
  }

  #startOver(): void {
    this.#clear();
    this.#bars = this.#makeBars();
  }

  #clear(): void {
    const broken = this.#frame.brokenRows(this.#shown);
    if (broken > 0) this.#frame.write(`\u001b[${broken}A`);
    this.#bars.stop();
    this.#frame.flush();
  }

  #makeBars(): MultiBar {
    const bars = new MultiBar({
      stream: this.#frame as unknown as NodeJS.WriteStream,
      // Only for when no update comes: a frame that follows one puts this one off.
      fps: FEWEST_FRAMES / 2,
      format: (_options, _params, payload: { text: string }) => payload.text,
      clearOnComplete: true,
      // Every frame is whole; the frame stream leaves out those that change nothing.
      forceRedraw: true,
      linewrap: true,
      hideCursor: false,
      gracefulExit: false,
    });
    this.#shown = this.#rows();
    const shown: SingleBar[] = Array.from({ length: this.#shown }, () => bars.create(1, 0, { text: '' }));
    bars.on('update-pre', () => {
      this.#texts().forEach((text, index) => {
        shown[index]?.update(0, { text });
      });
    });
    bars.on('update-post', () => this.#frame.flush());
    bars.update();
    return bars;
  }

  /** As many bars as there is room for. */
  #rows(): number {
    return Math.min(this.#source.count, Math.max(1, this.#screen.rows - 1));
  }

  /** All together in the last row where some are left out. */
  #meters(): Meter[] {
    const { count } = this.#source;
    const rows = this.#rows();
    if (count <= rows) return this.#source.meters(count);
    return [...this.#source.meters(rows - 1), this.#source.total(count - (rows - 1))];
  }

  #texts(): string[] {
    const { columns } = this.#screen;
    const margin = columns < NARROW ? MARGIN : MARGIN + ECHO;
    const meters = this.#meters();
    const texts = meterTexts(meters, Math.max(1, columns - margin), this.#palette);
    return texts.map((text, index) =>
      meters[index]?.failed === true ? this.#palette.color.red(text) : text,
    );
  }
}
