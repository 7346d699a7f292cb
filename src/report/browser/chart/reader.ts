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
 * Makes a chart readable with a pointer, with keys and with a screen reader: what is under the cursor is said beside it
 * and in a line below, which is read aloud when keys moved it.
 * @returns what to call when the cursor has moved
 */
export function makeReadable(
  host: HTMLElement,
  { name, hasButtons }: { readonly name: string; readonly hasButtons: boolean },
  plot: () => uPlot,
  readable: Readable,
): () => void {
  const tip = element('div', { class: 'tip', 'aria-hidden': 'true', hidden: '' });
  const reading = element('p', { class: 'reading', 'aria-live': 'off' });
  host.setAttribute('tabindex', '0');
  host.setAttribute('role', 'application');
  host.setAttribute('aria-label', `${name}. ${KEYS}`);
  host.append(tip);
  host.after(reading, ...(hasButtons ? [buttons(name, plot)] : []));
  let byKeys = false;

  const describeCursor = () => {
    const { left = -1, top = -1 } = plot().cursor;
    const isHere = byKeys || host.matches(':hover');
    const words = left < 0 || !isHere ? null : readable.describe(left, top);
    tip.hidden = words === null;
    if (words === null) return;
    tip.textContent = words;
    placeTip(tip, plot(), left, top);
    reading.setAttribute('aria-live', byKeys ? 'polite' : 'off');
    reading.textContent = words;
  };

  const go = (right: number, down: number) => {
    const { over, cursor } = plot();
    const isInside = (cursor.left ?? -1) >= 0;
    const [left, top] = isInside
      ? readable.step(cursor.left ?? 0, cursor.top ?? 0, right, down)
      : readable.step(-1, Math.min(8, over.clientHeight / 2), 1, 0);
    plot().setCursor({
      left: Math.min(Math.max(0, left), over.clientWidth - 1),
      top: Math.min(Math.max(0, top), over.clientHeight - 1),
    });
    describeCursor();
  };

  host.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = STEPS[event.key];
    byKeys = true;
    if (step !== undefined) go(...step);
    else if (event.key === '+' || event.key === '=') zoomBy(plot(), ZOOM, cursorOrMiddle(plot()));
    else if (event.key === '-') zoomBy(plot(), 1 / ZOOM, cursorOrMiddle(plot()));
    else if (event.key === '0') showAll(plot());
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
  });
  const leave = () => {
    byKeys = false;
    plot().setCursor({ left: -10, top: -10 });
    tip.hidden = true;
    host.blur();
  };
  host.addEventListener('blur', () => {
    byKeys = false;
    tip.hidden = true;
  });
  host.addEventListener('pointermove', () => {
    byKeys = false;
  });
  host.addEventListener('pointerleave', () => {
    tip.hidden = true;
  });
  return describeCursor;
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
