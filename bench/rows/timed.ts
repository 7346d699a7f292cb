import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNs } from '../../src/base/units.ts';
import { launch } from '../launch.ts';
import { type Goal, type Line, ratioLine } from '../line.ts';
import type { Candidate, Results } from '../row.ts';
import type { Site } from '../site.ts';
import { compiledPeer } from './peer.ts';

/** What a start took: of the clock; of the CPUs and of memory, null where no C compiler is there to ask the kernel for those. */
export interface Timed {
  readonly wallNs: number;
  readonly cpuNs: number | null;
  readonly peakBytes: number | null;
}

/** Starts of Node with these arguments, by name, timed to their ends. */
export function timedStarts(
  site: Site,
  starts: { readonly [name: string]: readonly string[] },
): Candidate<Timed>[] {
  const file = join(site.scratchDir, 'cpu-time.json');
  const meter = site.programs.cc === null ? null : compiledPeer(site, 'cpu_time.c');
  return Object.entries(starts).map(([name, args]) => {
    const command = [...(meter === null ? [] : [meter, file]), process.execPath, ...args];
    const run = async () => {
      const { wallNs } = await launch(site, { command, terminal: null });
      if (meter === null) return { wallNs, cpuNs: null, peakBytes: null };
      const { cpuNs, peakBytes } = JSON.parse(readFileSync(file, 'utf8'));
      return { wallNs, cpuNs, peakBytes };
    };
    return { name, run };
  });
}

/** A start’s time ÷ a bare one’s. */
export function wallLine(results: Results<Timed>, what: string, name: string, goals: readonly Goal[]): Line {
  return ratioLine(
    `${what} / node -e 0`,
    pair(results, name, ({ wallNs }) => wallNs),
    formatNs,
    goals,
  );
}

/** The same of CPU time, which neighbours hardly move. */
export function cpuLine(results: Results<Timed>, what: string, name: string, goals: readonly Goal[]): Line {
  const title = `${what} / node -e 0: CPU time`;
  if (results(name).some(({ cpuNs }) => cpuNs === null)) return { what: title, skipped: 'no C compiler' };
  return ratioLine(
    title,
    pair(results, name, ({ cpuNs }) => cpuNs ?? Number.NaN),
    formatNs,
    goals,
  );
}

function pair(results: Results<Timed>, name: string, of: (timed: Timed) => number) {
  return [results(name).map(of), results('bare').map(of)] as const;
}
