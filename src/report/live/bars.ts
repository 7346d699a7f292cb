import { MultiBar, type SingleBar } from 'cli-progress';
import type { RunEvent } from '../../model/events.ts';
import { wrap } from '../layout.ts';
import type { Palette } from '../palette.ts';
import { Board, type Meters } from './board.ts';
import { FrameStream } from './frame.ts';
import { type Meter, meterText } from './meter.ts';
import { SeriesBoard } from './series-board.ts';
import type { Screen, View } from './view.ts';

/** Faster than this the eye sees no difference. */
const FRAMES_PER_SECOND = 10;
/** Many bars are drawn less often, down to this. */
const FEWEST_FRAMES = 4;
const BARS_PER_SECOND = 80;
/** The last column stays free: writing into it makes some terminals wrap. */
const MARGIN = 1;
const CLEAR_RIGHT = '\u001b[K';

/**
 * One bar per worker, drawn in place, with the workers' own output above.
 * @param echoWarnings false where the report, with the same warnings, appears on the same screen
 */
export function barsView(screen: Screen, palette: Palette, echoWarnings: boolean): View {
  let board: Board | null = null;
  let drawing: Drawing | null = null;
  const say = (text: string) => {
    if (drawing !== null) return drawing.say(text);
    screen.write(`${text}\n`);
  };
  const end = () => {
    drawing?.finish();
    drawing = null;
  };
  return {
    take(event: RunEvent) {
      board?.take(event);
      switch (event.type) {
        case 'scenario-start': {
          const title = palette.text(`${palette.glyphs.bullet} ${event.scenario.name}: ${event.asked}`);
          return say(wrap(title, screen.columns - MARGIN).join('\n'));
        }
        case 'trial-start':
          if (event.trial.label !== '') say(palette.color.dim(palette.text(event.trial.label)));
          board = new Board(event, () => performance.now());
          drawing = new Drawing(board, screen, palette);
          return;
        case 'series-start':
          say(palette.text(`${palette.glyphs.bullet} ${event.title}`));
          drawing = new Drawing(new SeriesBoard(event, () => performance.now()), screen, palette);
          return;
        case 'worker-output':
          return say(palette.text(`${drawing?.meters.nameOf(event.worker)}: ${event.line}`));
        case 'trial-look':
          return drawing?.look();
        case 'trial-end':
        case 'series-end':
          return end();
        case 'warning':
          if (echoWarnings) say(palette.color.yellow(palette.text(`warning: ${event.warning.message}`)));
      }
    },
    close: end,
  };
}

/** The bars of one trial. cli-progress owns the frames' rhythm and the cursor; the text of a bar is ours. */
class Drawing {
  readonly meters: Meters;
  readonly #screen: Screen;
  readonly #palette: Palette;
  readonly #frame: FrameStream;
  readonly #stopListening: () => void;
  #bars: MultiBar;
  #shown = 0;
  #nextFrameMs = 0;

  constructor(meters: Meters, screen: Screen, palette: Palette) {
    this.meters = meters;
    this.#screen = screen;
    this.#palette = palette;
    this.#frame = new FrameStream(screen);
    this.#bars = this.#makeBars();
    // At once: the next frame of the old size would stand beside its own broken lines.
    this.#stopListening = screen.onResize(() => this.#startOver());
  }

  say(text: string): void {
    // Each line clears what the bar that stood there leaves to its right.
    for (const line of text.split('\n')) this.#bars.log(`${line}${CLEAR_RIGHT}\n`);
  }

  /** Draws if the last frame is old enough. */
  look(): void {
    const nowMs = performance.now();
    if (nowMs < this.#nextFrameMs) return;
    const perSecond = Math.min(
      FRAMES_PER_SECOND,
      Math.max(FEWEST_FRAMES, BARS_PER_SECOND / this.meters.count),
    );
    this.#nextFrameMs = nowMs + 900 / perSecond;
    this.#bars.update();
  }

  /** Leaves the last state of the bars on the screen. */
  finish(): void {
    this.#stopListening();
    this.#bars.update();
    this.#clear();
    this.#screen.write(
      this.#meters()
        .map((meter) => `${this.#text(meter)}\n`)
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
      // Only for when nobody looks: a frame that follows a look puts this one off.
      fps: FEWEST_FRAMES / 2,
      format: (_options, _params, payload: { text: string }) => payload.text,
      clearOnComplete: true,
      // Every frame is whole; the frame stream leaves out those that change nothing.
      forceRedraw: true,
      linewrap: true,
      hideCursor: false,
      gracefulExit: false,
    });
    const shown: SingleBar[] = this.#meters().map(() => bars.create(1, 0, { text: '' }));
    this.#shown = shown.length;
    bars.on('update-pre', () => {
      this.#meters().forEach((meter, index) => {
        shown[index]?.update(0, { text: this.#text(meter) });
      });
    });
    bars.on('update-post', () => this.#frame.flush());
    bars.update();
    return bars;
  }

  /** As many bars as there is room for, and all together in the last row where some are left out. */
  #meters(): Meter[] {
    const { count } = this.meters;
    const room = Math.max(1, this.#screen.rows - 1);
    const shown = count <= room ? count : room - 1;
    const meters = Array.from({ length: shown }, (_, index) => this.meters.meterAt(index));
    return shown === count ? meters : [...meters, this.meters.totalMeter(count - shown)];
  }

  #text(meter: Meter): string {
    const text = meterText(meter, Math.max(1, this.#screen.columns - MARGIN), this.#palette);
    return meter.failed ? this.#palette.color.red(text) : text;
  }
}
