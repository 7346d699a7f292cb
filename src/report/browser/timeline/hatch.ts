const TILE = 6;

/** How a colour is told from the same one: each is seen without colours too. */
export type Hatch = 'solid' | 'rising' | 'falling' | 'dots';
export const HATCHES: readonly Hatch[] = ['solid', 'rising', 'falling', 'dots'];

/** Every row of a chart asks for the same few. */
const made = new Map<string, CanvasPattern>();

/** A colour in a pattern, to fill with: lines or dots of `ink` on it. */
export function hatched(color: string, ink: string, hatch: Hatch): string | CanvasPattern {
  if (hatch === 'solid') return color;
  const size = Math.round(TILE * devicePixelRatio);
  const key = `${color} ${ink} ${hatch} ${size}`;
  const pattern = made.get(key) ?? patternOf(color, ink, hatch, size);
  if (pattern === null) return color;
  made.set(key, pattern);
  return pattern;
}

function patternOf(color: string, ink: string, hatch: Hatch, size: number): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const context = tile.getContext('2d');
  if (context === null) return null;
  context.fillStyle = color;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = ink;
  context.fillStyle = ink;
  context.lineWidth = size / 5;
  if (hatch === 'dots') context.fillRect(size / 3, size / 3, size / 3, size / 3);
  else stripes(context, size, hatch === 'rising');
  return context.createPattern(tile, 'repeat');
}

/** Three lines, so that tiles join without a seam. */
function stripes(context: CanvasRenderingContext2D, size: number, rises: boolean): void {
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift, rises ? size : 0);
    context.lineTo(shift + size, rises ? 0 : size);
  }
  context.stroke();
}
