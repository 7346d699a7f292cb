import type uPlot from 'uplot';
import type { ChartData } from '../../document/chart-data.ts';

/** The plots of a figure. */
export type Drawn = readonly uPlot[];

type Draw = (figure: HTMLElement, stage: HTMLElement, data: never, chosen: number | null) => Drawn;

/** A figure of the page, drawn when somebody can see it. */
export interface Mounted {
  /** Draws it, unless it is drawn already. */
  draw(): void;
  /** Draws it again in today’s colours, as wide as there is room or as it is told. */
  refresh(width?: number): void;
}

/** How each kind of chart is drawn, given by whoever mounts: so that figures don’t know all kinds. */
export type Painters = { readonly [kind in ChartData['kind']]: Draw };

export function mount(figure: HTMLElement, painters: Painters): Mounted | null {
  const stage = figure.querySelector<HTMLElement>('.stage');
  const script = figure.querySelector('script[type="application/json"]');
  if (stage === null || script === null) return null;
  let drawn: Drawn | null = null;
  let data: ChartData | null = null;
  const drawChosen = (chosen: number | null) => {
    data ??= JSON.parse(script.textContent ?? '') as ChartData;
    for (const plot of drawn ?? []) plot.destroy();
    stage.replaceChildren();
    drawn = painters[data.kind](figure, stage, data as never, chosen);
  };
  const select = figure.querySelector('select');
  select?.addEventListener('change', () => drawChosen(Number(select.value)));
  return {
    draw() {
      if (drawn === null) drawChosen(null);
    },
    refresh(width) {
      for (const plot of drawn ?? []) {
        const room = width ?? plot.root.parentElement?.clientWidth ?? plot.width;
        if (room > 0) plot.setSize({ width: Math.max(200, room), height: plot.height });
        plot.redraw(false, true);
      }
    },
  };
}
