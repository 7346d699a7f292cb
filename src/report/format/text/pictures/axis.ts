import { columnOf, type Scale } from './bar.ts';

const NICE = [1, 2, 5];
/** Labels that are closer to each other read as one. */
const GAP = 3;

/** The numbers below a chart, each starting in the column where its value stands: `0      1×      2×`. */
export function axis(scale: Scale, room: number): string {
  const step = stepFor(scale);
  let line = '0';
  for (let tick = 1; tick * step <= scale.top; tick++) {
    const label = labelOf(tick * step);
    const column = columnOf(tick * step, scale);
    if (column + label.length <= room) line = line.padEnd(column) + label;
  }
  return line;
}

/** The smallest of 1, 2, 5 and their multiples by ten whose labels keep apart. */
function stepFor(scale: Scale): number {
  const smallest = Math.floor(Math.log10(scale.top)) - 2;
  for (let power = smallest; power <= smallest + 3; power++) {
    for (const digit of NICE) {
      const step = digit * 10 ** power;
      const widest = Math.max(labelOf(step).length, labelOf(Math.floor(scale.top / step) * step).length);
      if ((step / scale.top) * scale.cells >= widest + GAP) return step;
    }
  }
  return scale.top;
}

function labelOf(value: number): string {
  return `${Number(value.toPrecision(6))}×`;
}
