import type { HostLost, HostsMet } from '../src/model/simulated-hosts.ts';
import {
  claimUnless,
  defineScenario,
  formatNs,
  hostsWork,
  type Machine,
  risingMedians,
  runnable,
  type Setting,
  slot,
  trial,
  type WorkSpec,
  whyNoBroker,
} from '../src/scenario-api/index.ts';
import { tellsOrder } from './machines/clocks.ts';
import { moreThanOneMachine } from './machines/cores.ts';
import { begunTwice, goesOn, oneOutcomeEach, redoneInTime } from './machines/lost.ts';
import { clockTable, messageRounds, messageTable, storyOf } from './machines/story.ts';
import { claimOf, toldIn } from './machines/told.ts';
import { ownCounters, refusesMemory, samePid, whoIsWho } from './machines/who.ts';

const MET = 'two simulated hosts';
const LOST = 'one of them is killed';

export default defineScenario({
  name: 'machines',
  order: 55,
  question: 'What changes when workers are on several machines?',
  hypothesis:
    'Hosts share nothing but messages, which cost more than between threads or processes. Who is who takes host and PID. When one is killed, the others do its units again, and each has one outcome. What came first is known only beyond the clocks’ errors. Together they have more cores than one machine.',
  needsCpus: 1,
  engines: [],
  follows: [],
  needsBroker: true,

  plan(machine, setting) {
    const { leaseMs } = sizesOf(setting);
    return {
      asked: `two hosts, simulated: processes of this machine, which meet at a broker of their own. Then again, and one is killed (lease ${formatNs(leaseMs * 1e6)})`,
      ...runnable([], [whyNoBroker(machine), trialsOf(machine, setting)]),
    };
  },

  judge(observations, machine, setting) {
    const why = whyNoBroker(machine);
    if (why !== null) return { claims: [claimUnless(why, 'hosts', 'hosts work together', never)], story: [] };
    const met = toldIn<HostsMet>(observations, MET);
    const lost = toldIn<HostLost>(observations, LOST);
    const whyNoOwnPids = met.found?.whyNoOwnPids ?? null;
    return {
      claims: [
        whyNoOwnPids === null
          ? claimOf(met, 'same-pid', 'the same PID may exist twice', samePid)
          : claimUnless(whyNoOwnPids, 'same-pid', 'the same PID may exist twice', never),
        claimOf(met, 'who', 'host and PID together say who is who', whoIsWho),
        claimOf(met, 'own-memory', 'a counter that both raise is not shared', ownCounters),
        claimOf(met, 'no-shared-memory', 'a SharedArrayBuffer can’t be sent to a host', refusesMemory),
        claimOf(met, 'message-cost', 'a message costs least to a thread, and most to a host', (found) =>
          risingMedians(messageRounds(found), setting.seed),
        ),
        claimOf(lost, 'goes-on', 'when one host is killed, the other goes on', goesOn),
        claimOf(lost, 'one-outcome', 'every unit has exactly one outcome', oneOutcomeEach),
        claimOf(lost, 'begun-twice', 'what the killed host was at is begun twice', begunTwice),
        claimOf(lost, 'lease', 'its units are begun again when its lease has ended', redoneInTime),
        claimOf(met, 'order', 'an order told by a gap above both clocks’ errors is right', tellsOrder),
        claimOf(
          met,
          'more-cores',
          'together they keep more cores busy than one machine has',
          moreThanOneMachine,
        ),
      ],
      story: storyOf(met, lost),
      tables: met.found === null ? [] : [messageTable(met.found, setting.seed), clockTable(met.found)],
    };
  },
});

function trialsOf(machine: Machine, setting: Setting) {
  const { leaseMs, units, spinMs, rounds, naps, napMs } = sizesOf(setting);
  const company = { names: ['a', 'b'], leaseMs };
  const meet = hostsWork('meet-hosts', machine, { ...company, units, spinMs, rounds }, { units: 3 }, 200);
  const lose = hostsWork(
    'lose-host',
    machine,
    { ...company, units: naps, napMs },
    { units: 2 },
    (naps * napMs + leaseMs) / 4,
  );
  return [program(MET, meet), program(LOST, lose)];
}

/** One program, which starts the broker and the hosts, and gives them work. */
function program(label: string, work: WorkSpec) {
  const slots = [slot(0, { name: 'submitter', engine: 'processes', cpu: null, work })];
  return trial(label, slots, { scratch: { settleMs: 0 } });
}

function sizesOf({ quick }: Setting) {
  return quick
    ? { leaseMs: 1_000, units: 8, spinMs: 50, rounds: 15, naps: 24, napMs: 40 }
    : { leaseMs: 2_000, units: 12, spinMs: 100, rounds: 40, naps: 48, napMs: 40 };
}

/** Of what can't be asked nothing is checked. */
function never(): never {
  throw new Error('nothing was asked');
}
