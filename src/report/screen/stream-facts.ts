import { fstatSync, statSync } from 'node:fs';
import type { Screen } from '../live/view.ts';

export const COLOR_MODES = ['auto', 'always', 'never'] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

/** What decides how a stream may be written to. */
export interface StreamFacts {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What stdout is. */
export function stdoutFacts(): StreamFacts {
  return mayBeTerminal(1) ? process.stdout : { isTTY: false, columns: undefined };
}

/** What stderr is. */
export function stderrFacts(): StreamFacts {
  return mayBeTerminal(2) ? process.stderr : { isTTY: false, columns: undefined };
}

/** The terminal that stderr is. @param write what writes there */
export function stderrScreen(write: (text: string) => void): Screen {
  const stream = process.stderr;
  return {
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    write,
    onResize(changed) {
      stream.on('resize', changed);
      return () => stream.off('resize', changed);
    },
  };
}

/** Making process.stdout takes milliseconds, so a pipe, a file or /dev/null is told apart without it. */
function mayBeTerminal(fd: number): boolean {
  try {
    const stream = fstatSync(fd);
    return stream.isCharacterDevice() && stream.rdev !== statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

/** The variables of an environment. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Whether a stream may be drawn on in place. Colour has no say in it: FORCE_COLOR in CI must not animate. */
export function mayAnimate(stream: StreamFacts, env: Env): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb' && !isSet(env.CI);
}

/** The flag, then NO_COLOR (no-color.org), then FORCE_COLOR (force-color.org), then the terminal. */
export function mayColor(stream: StreamFacts, env: Env, mode: ColorMode): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb' && !isSet(env.CI);
}

/** How wide to write: the terminal's width, else COLUMNS, else 80. */
export function widthOf(stream: StreamFacts, env: Env): number {
  if (stream.isTTY === true && stream.columns !== undefined && stream.columns > 0) return stream.columns;
  const columns = Number(env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? columns : 80;
}

/** Whether the locale's characters are UTF-8: the first of these variables that is set decides (locale(7)). */
export function isUtf8(env: Env): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(isSet) ?? '';
  return /utf-?8/i.test(locale);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
