import { countOf, formatRatio } from '../../../base/units.ts';
import { type RecentThread, recentCores } from '../../../run/watch/follow/recent.ts';
import type { Palette } from '../../style/output-style.ts';
import { clockText } from '../meter.ts';
import type { Screen } from '../view.ts';
import { Dock } from './dock.ts';
import { watchRows } from './rows.ts';

/** Shows a watched program while it runs. */
export interface WatchView {
  /** @param recent is asked only when something is to be drawn */
  update(recent: () => readonly RecentThread[], atMs: number): void;
  /** Gives the terminal back for a while: the next update draws it again. */
  pause(): void;
  close(): void;
}

/** Often enough to follow, seldom enough to cost nothing. */
const FRAME_MS = 200;
const HEARTBEAT_MS = 5_000;
/** The last column stays free: writing into it makes some terminals wrap. */
const MARGIN = 1;

/** A row per thread at the bottom of the terminal. */
export function dockedView(screen: Screen, palette: Palette, onChange: (undo: string) => void): WatchView {
  const dock = new Dock(screen, onChange);
  const isDue = every(FRAME_MS);
  return {
    update(recent, atMs) {
      if (!isDue(atMs)) return;
      const room = { most: dock.most, width: Math.max(1, screen.columns - MARGIN) };
      dock.draw(watchRows(recent(), atMs, room, palette));
    },
    pause: () => dock.leave(),
    close: () => dock.close(),
  };
}

/** A plain line now and then: for logs and pipes. */
export function heartbeatView(write: (line: string) => void, palette: Palette): WatchView {
  const isDue = every(HEARTBEAT_MS);
  isDue(0);
  return {
    update(recent, atMs) {
      if (!isDue(atMs)) return;
      const threads = recent();
      const { r, d } = recentCores(threads);
      const line = `watching for ${clockText(atMs)}: ${countOf(threads.length, 'thread')}, busy ${formatRatio(r)}, queued ${formatRatio(d)} (cores)`;
      write(`${palette.text(line)}\n`);
    },
    pause() {},
    close() {},
  };
}

export const NO_VIEW: WatchView = { update() {}, pause() {}, close() {} };

function every(ms: number): (atMs: number) => boolean {
  let nextMs = 0;
  return (atMs) => {
    if (atMs < nextMs) return false;
    nextMs = atMs + ms * 0.9;
    return true;
  };
}
