/** The page’s colours as its style sheet has them now: by day, by night or on paper. */
export interface Theme {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly paper: string;
  readonly running: string;
  readonly waiting: string;
  readonly blocked: string;
  /** For threads and candidates, one after the other. */
  readonly series: readonly string[];
}

const SERIES = 8;

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: color('text'),
    faint: color('faint'),
    line: color('line'),
    paper: color('paper'),
    running: color('running'),
    waiting: color('waiting'),
    blocked: color('blocked'),
    series: Array.from({ length: SERIES }, (_, index) => color(`series-${index + 1}`)),
  };
}

/** Black or white, whichever can be read on that colour (`#rrggbb`). */
export function inkOn(color: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? '#000000' : '#ffffff';
}
