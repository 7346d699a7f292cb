import type uPlot from 'uplot';
import { element } from './element.ts';
import { panBy, showAll, visibleOf, zoomBy } from './zoom.ts';

/** What a chart knows about a place in it. Places are CSS pixels from the plot’s upper left corner. */
export interface Readable {
  /** What is there, in words; null where nothing is. */
  describe(left: number, top: number): string | null;
  /** Where an arrow key leads to from there: columns to the right, rows down. */
  step(left: number, top: number, right: number, down: number): readonly [number, number];
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ZOOM = 0.5;
const KEYS = 'Arrow keys move, plus and minus zoom, 0 shows all, Escape leaves.';

/**
 * Makes a chart readable with a pointer, with keys and with a screen reader: what is under the cursor is described
 * beside it and in a line below, which is read aloud when keys moved it.
 * @returns what to call when the cursor has moved
 */
export function makeReadable(
  host: HTMLElement,
  { name, hasButtons }: { readonly name: string; readonly hasButtons: boolean },
  plot: () => uPlot,
  readable: Readable,
): () => void {
  const reader = new Reader(host, plot, readable);
  host.setAttribute('tabindex', '0');
  host.setAttribute('role', 'application');
  host.setAttribute('aria-label', `${name}. ${KEYS}`);
  host.append(reader.tip);
  host.after(reader.reading, ...(hasButtons ? [buttons(name, plot)] : []));
  return () => reader.describe();
}

/** What a pointer and keys do in a chart. */
class Reader {
  /** What is under the cursor, beside it. */
  readonly tip = element('div', { class: 'tip', 'aria-hidden': 'true', hidden: '' });
  /** The same in a line of its own. */
  readonly reading = element('p', { class: 'reading', 'aria-live': 'off' });
  /** Whether keys moved the cursor last. */
  #byKeys = false;
  readonly #host: HTMLElement;
  readonly #plot: () => uPlot;
  readonly #readable: Readable;

  constructor(host: HTMLElement, plot: () => uPlot, readable: Readable) {
    this.#host = host;
    this.#plot = plot;
    this.#readable = readable;
    host.addEventListener('keydown', (event) => this.#press(event));
    host.addEventListener('blur', () => {
      this.#byKeys = false;
      this.tip.hidden = true;
    });
    host.addEventListener('pointermove', () => {
      this.#byKeys = false;
    });
    host.addEventListener('pointerleave', () => {
      this.tip.hidden = true;
    });
  }

  /** Describes what is under the cursor. */
  describe(): void {
    const { left = -1, top = -1 } = this.#plot().cursor;
    const isHere = this.#byKeys || this.#host.matches(':hover');
    const words = left < 0 || !isHere ? null : this.#readable.describe(left, top);
    this.tip.hidden = words === null;
    if (words === null) return;
    this.tip.textContent = words;
    placeTip(this.tip, this.#plot(), left, top);
    this.reading.setAttribute('aria-live', this.#byKeys ? 'polite' : 'off');
    this.reading.textContent = words;
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const plot = this.#plot();
    const step = STEPS[event.key];
    this.#byKeys = true;
    if (step !== undefined) this.#go(...step);
    else if (event.key === '+' || event.key === '=') zoomBy(plot, ZOOM, cursorOrMiddle(plot));
    else if (event.key === '-') zoomBy(plot, 1 / ZOOM, cursorOrMiddle(plot));
    else if (event.key === '0') showAll(plot);
    else if (event.key === 'Escape') this.#leave();
    else return;
    event.preventDefault();
  }

  #go(right: number, down: number): void {
    const plot = this.#plot();
    const { over, cursor } = plot;
    const isInside = (cursor.left ?? -1) >= 0;
    const [left, top] = isInside
      ? this.#readable.step(cursor.left ?? 0, cursor.top ?? 0, right, down)
      : this.#readable.step(-1, Math.min(8, over.clientHeight / 2), 1, 0);
    plot.setCursor({
      left: Math.min(Math.max(0, left), over.clientWidth - 1),
      top: Math.min(Math.max(0, top), over.clientHeight - 1),
    });
    this.describe();
  }

  #leave(): void {
    this.#byKeys = false;
    this.#plot().setCursor({ left: -10, top: -10 });
    this.tip.hidden = true;
    this.#host.blur();
  }
}

function buttons(name: string, plot: () => uPlot): HTMLElement {
  const button = (sign: string, does: string, act: () => void) => {
    const made = element('button', { type: 'button', 'aria-label': `${does}: ${name}`, title: does }, sign);
    made.addEventListener('click', act);
    return made;
  };
  return element(
    'div',
    { class: 'buttons', role: 'group', 'aria-label': `Zoom: ${name}` },
    button('+', 'Zoom in', () => zoomBy(plot(), ZOOM, middleOf(plot()))),
    button('−', 'Zoom out', () => zoomBy(plot(), 1 / ZOOM, middleOf(plot()))),
    button('◂', 'Earlier', () => panBy(plot(), -0.5)),
    button('▸', 'Later', () => panBy(plot(), 0.5)),
    button('All', 'Show all', () => showAll(plot())),
  );
}

function cursorOrMiddle(plot: uPlot): number {
  const { left = -1 } = plot.cursor;
  return left < 0 ? middleOf(plot) : plot.posToVal(left, 'x');
}

function middleOf(plot: uPlot): number {
  const [from, to] = visibleOf(plot);
  return (from + to) / 2;
}

/** Beside the cursor, on the side where there is more room. */
function placeTip(tip: HTMLElement, { over }: uPlot, left: number, top: number): void {
  const isRight = left > over.clientWidth / 2;
  tip.style.left = isRight ? '' : `${over.offsetLeft + left + 12}px`;
  tip.style.right = isRight ? `${over.clientWidth - left + 12}px` : '';
  tip.style.top = `${over.offsetTop + top + 12}px`;
}
