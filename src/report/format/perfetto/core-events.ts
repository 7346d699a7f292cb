import type { ThreadTrack } from '../../../model/trial/timeline.ts';
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
    Array.from({ length: stretches.length }, (_, stretch) => {
      const names: string[] = [];
      const args: Record<string, number> = {};
      stretches.forEachThread(stretch, (thread, us) => {
        const { name, tid } = threads[thread] as ThreadTrack;
        names.push(name);
        args[`${name} (TID ${tid ?? '?'}), ms`] = Math.round(us) / 1e3;
      });
      const [fromUs, toUs] = [stretches.fromUs(stretch), stretches.toUs(stretch)];
      const place = { pid: CORES_PID, tid: coreTid(cpu), ts: originUs(window) + fromUs, dur: toUs - fromUs };
      return { cpu, event: { ph: 'X' as const, name: names.join(' + '), ...place, args } };
    }),
  );
}
