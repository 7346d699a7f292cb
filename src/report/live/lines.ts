import { formatNs, formatShare } from '../../base/units.ts';
import type { RunEvent } from '../../model/trial/events.ts';
import type { Palette } from '../style/output-style.ts';
import { noticeInWords } from '../words/notices.ts';
import { type Meters, shareOf } from './meter.ts';
import { SeriesProgress } from './series-progress.ts';
import { howItEnded, identityText, type ProgressRow, TrialProgress } from './trial-progress.ts';
import type { View } from './view.ts';

/** A log stays readable, and a job that is silent for long is taken for dead: one line this often at most. */
const HEARTBEAT_MS = 5_000;

/** One plain line for each change of a worker's state: for pipes, logs and CI. */
export function linesView(write: (line: string) => void, palette: Palette): View {
  let progress: TrialProgress | null = null;
  let meters: TrialProgress | SeriesProgress | null = null;
  let heartbeat: NodeJS.Timeout | null = null;
  const print = (line: string) => write(`${palette.text(line)}\n`);
  const startHeartbeat = () => {
    heartbeat = setInterval(() => meters !== null && print(heartbeatText(meters)), HEARTBEAT_MS);
  };
  const stopHeartbeat = () => {
    if (heartbeat !== null) clearInterval(heartbeat);
    heartbeat = null;
  };
  return {
    take(event: RunEvent) {
      const changed = progress?.take(event) ?? null;
      if (changed !== null) print(changeText(changed));
      switch (event.type) {
        case 'scenario-start':
          return print(`${event.scenario.name}: ${event.asked}`);
        case 'trial-start':
          progress = new TrialProgress(event, () => performance.now());
          meters = progress;
          return print(`${event.scenario}: ${event.trial.label}`);
        case 'series-start':
          meters = new SeriesProgress(event, () => performance.now());
          startHeartbeat();
          return print(event.title);
        case 'series-end':
          return stopHeartbeat();
        case 'trial-go':
          return startHeartbeat();
        case 'worker-output':
          return print(`${meters?.nameOf(event.worker)}: ${event.line}`);
        case 'trial-end':
          stopHeartbeat();
          return print(`${event.observation.label}: over after ${formatNs(event.observation.wallNs)}`);
        case 'warning':
          return print(`warning: ${noticeInWords(event.notice).message}`);
      }
    },
    close: stopHeartbeat,
  };
}

/** What a worker has become, in one line. */
export function changeText({ slot, phase, identity, fault, finalUnits }: ProgressRow): string {
  if (phase === 'ready') return `${slot.name}: ready (${identityText(slot, identity) || 'no evidence'})`;
  const who = identityText(slot, identity);
  const units = finalUnits === null ? '' : ` after ${finalUnits} units`;
  if (fault === null) return `${slot.name}: ${phase}${units}`;
  return `${slot.name}${who === '' ? '' : ` (${who})`}: ${howItEnded(slot, phase)}${units}: ${fault.message}`;
}

function heartbeatText(meters: Meters): string {
  const shares = meters
    .meters(Number.POSITIVE_INFINITY)
    .map(({ label, progress }) => `${label} ${formatShare(shareOf(progress))}`);
  const shown = shares.slice(0, 8);
  if (shares.length > shown.length) shown.push(`+${shares.length - shown.length} more`);
  return `still running: ${shown.join(', ')}`;
}

/** No progress; but whoever dies unasked is named all the same, at once. */
export function failuresView(write: (line: string) => void, palette: Palette): View {
  let progress: TrialProgress | null = null;
  return {
    take(event: RunEvent) {
      if (event.type === 'trial-start') progress = new TrialProgress(event, () => performance.now());
      const changed = progress?.take(event) ?? null;
      if (changed?.phase === 'failed' && changed.slot.fault?.partOfExperiment !== true) {
        write(`${palette.text(changeText(changed))}\n`);
      }
    },
    close() {},
  };
}
