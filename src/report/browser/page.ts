import { type Mounted, mount } from './chart/mount.ts';
import { drawDistribution } from './distribution.ts';
import { drawScaling } from './scaling.ts';
import { drawTimeline } from './timeline/timeline.ts';

/** As wide (CSS pixels) as a sheet of A4 or Letter between its margins. */
const PAPER_WIDTH = 640;
/** Figures are drawn when they are so near (CSS pixels) to what is seen. */
const NEAR = '400px';

const painters = { timeline: drawTimeline, scaling: drawScaling, distribution: drawDistribution };
const figures = new Map<Element, Mounted>();
for (const figure of document.querySelectorAll<HTMLElement>('figure[data-chart]')) {
  const mounted = mount(figure, painters);
  if (mounted !== null) figures.set(figure, mounted);
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      figures.get(target)?.draw();
    }
  },
  { rootMargin: NEAR },
);
for (const figure of figures.keys()) watcher.observe(figure);

const refreshAll = (width?: number) => {
  for (const figure of figures.values()) figure.refresh(width);
};
let width = document.documentElement.clientWidth;
new ResizeObserver(() => {
  const now = document.documentElement.clientWidth;
  if (now !== width) refreshAll();
  width = now;
}).observe(document.documentElement);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => refreshAll());

const opened = new Set<HTMLDetailsElement>();
/** Paper can’t be unfolded, or asked for more. */
function forPaper(): void {
  document.documentElement.classList.add('paper');
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not([open])')) {
    opened.add(details);
    details.open = true;
  }
  for (const figure of figures.values()) figure.draw();
  refreshAll(PAPER_WIDTH);
}
function forScreen(): void {
  document.documentElement.classList.remove('paper');
  for (const details of opened) details.open = false;
  opened.clear();
  refreshAll();
}
matchMedia('print').addEventListener('change', ({ matches }) => (matches ? forPaper() : forScreen()));
addEventListener('beforeprint', forPaper);
addEventListener('afterprint', forScreen);
