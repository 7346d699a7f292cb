import type { TimelineWindow } from '../../document/section.ts';
import { byCore } from '../../timeline/by-core.ts';
import { CORES_PID, coreTid, named, originUs, type TraceEvent } from './events.ts';

/** A track per core: who ran there, and how long each did. */
export function coreEvents(windows: readonly TimelineWindow[]): TraceEvent[] {
  const slices = windows.flatMap(slicesOf);
  const cpus = [...new Set(slices.map(({ cpu }) => cpu))].sort((a, b) => a - b);
  if (cpus.length === 0) return [];
  return [
    ...named('process', CORES_PID, CORES_PID, 'Cores', 1),
    ...cpus.flatMap((cpu) => named('thread', CORES_PID, coreTid(cpu), `CPU ${cpu}`, cpu)),
    ...slices.map(({ event }) => event),
  ];
}

function slicesOf(window: TimelineWindow): { cpu: number; event: TraceEvent }[] {
  const { threads } = window.timeline;
  return [...byCore(window.timeline)].flatMap(([cpu, stretches]) =>
    stretches.map(({ fromUs, toUs, ran }) => ({
      cpu,
      event: {
        ph: 'X' as const,
        name: ran.map(({ thread }) => threads[thread]?.name).join(' + '),
        pid: CORES_PID,
        tid: coreTid(cpu),
        ts: originUs(window) + fromUs,
        dur: toUs - fromUs,
        args: Object.fromEntries(
          ran.map(({ thread, us }) => [
            `${threads[thread]?.name} (TID ${threads[thread]?.tid ?? '?'}), ms`,
            Math.round(us) / 1e3,
          ]),
        ),
      },
    })),
  );
}
