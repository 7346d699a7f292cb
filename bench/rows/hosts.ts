import { formatNs } from '../../src/base/units.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { LEASE_MS, startHosts } from '../hosts.ts';
import { type Line, ratioLine } from '../line.ts';
import { type Experiment, type Form, type Row, together } from '../row.ts';
import type { Site } from '../site.ts';
import { brokerMemory } from './broker-memory.ts';
import { type Cost, startPair, WORKERS } from './hosts-pair.ts';
import { tinyUnits } from './tiny-units.ts';

/** Of ten milliseconds, so that hosts’ chunks of 200 ms are of twenty. */
const UNITS = { full: 2_000, quick: 600 } as const;
/** For a host that is killed; it looks for leases that are over five times in each. */
const SHORT_LEASE_MS = 2_000;
const CHECKS_PER_LEASE = 5;

/** What a broker and hosts cost over workers of this machine. All of it is here, on the same CPUs. */
export const hosts: Row = {
  name: 'HOSTS',
  about: 'a map on hosts, beside the same on this machine',
  limit:
    'Broker, hosts and submitter share the CPUs of one machine here, so what they compute beside the units costs wall time as well.',
  needs: ['redis'],
  rounds: { full: 9, quick: 3 },
  async prepare(site, form) {
    return together([
      await tenMs(site, form, 'ten-ms.cjs', '10 ms of computing'),
      await tenMs(site, form, 'wait-ten-ms.cjs', '10 ms of waiting'),
      await tinyUnits(site, form),
      redo(site),
      brokerMemory(site),
    ]);
  },
};

/** Units of ten milliseconds, in chunks as the engines cut them: some 200 ms for hosts, some 10 ms for processes. */
async function tenMs(site: Site, form: Form, file: string, of: string): Promise<Experiment<Cost>> {
  const pair = await startPair(site, file);
  const units = UNITS[form];
  const candidates = pair.mapping(of, units, 0);
  return {
    candidates,
    lines(results) {
      const which = `${units} units of ${of}, 2 hosts / 2 processes`;
      const both = (each: (cost: Cost) => number) =>
        [results(`hosts ${of}`).map(each), results(`processes ${of}`).map(each)] as const;
      const cpuTime = ratioLine(
        `${which}: CPU time`,
        both(({ runNs }) => runNs),
        formatNs,
      );
      return [
        ratioLine(
          `${which}: time`,
          both(({ ms }) => ms * 1e6),
          formatNs,
          [{ atMost: 1.03 }],
        ),
        ...(file === 'ten-ms.cjs' ? [cpuTime] : []),
      ];
    },
    close: () => pair.stop(),
  };
}

/** A host is killed that has just begun with a chunk: when another one begins with it. */
function redo(site: Site): Experiment<number> {
  const mostMs = SHORT_LEASE_MS + (2 * SHORT_LEASE_MS) / CHECKS_PER_LEASE;
  return {
    candidates: [{ name: 'redo', run: () => redoneAfterMs(site) }],
    lines: (took): Line[] => [
      {
        what: 'from a host’s end to its chunks begun again / its lease and two checks',
        values: took('redo').map((ms) => ms / mostMs),
        unit: 'ratio',
        goals: [{ atMost: 1 }],
        behind: `${formatNs(median(took('redo')) * 1e6)} with a lease of ${SHORT_LEASE_MS / 1e3} s; it is ${LEASE_MS / 1e3} s by default`,
      },
    ],
  };
}

async function redoneAfterMs(site: Site): Promise<number> {
  const here = await startHosts(site, 'begun-at.cjs', WORKERS, SHORT_LEASE_MS);
  const [victim] = here.hosts;
  const submitter = await here.submitter();
  const mapped = submitter.map(2 * WORKERS, 1);
  await victim?.says('begun');
  victim?.child.kill('SIGKILL');
  const killedAt = Date.now();
  const { most } = await mapped;
  await here.stop();
  return most - killedAt;
}
