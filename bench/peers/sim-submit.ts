import { Answers } from '../../src/map/dispatch/answers.ts';
import { FROM_ZERO } from '../../src/map/dispatch/numbering.ts';
import { unitsOf } from '../../src/map/dispatch/unit-source.ts';
import { BULLMQ_BROKER } from '../../src/map/hosts/bullmq/bullmq-broker.ts';
import { runOnHosts } from '../../src/map/hosts/submit/run-on-hosts.ts';

// One map on virtual hosts (sim-hosts.ts), a unit in each chunk: how long it took from when all hosts were seen.
const [, , url = '', digest = '', hosts, chunks, leaseMs] = process.argv;
const total = Number(chunks);
const answers = new Answers(total, null);
const startMs = performance.now();
await runOnHosts(
  {
    ...{ source: { file: '', name: null }, run: null, hosts: Number(hosts), waitMs: 30_000 },
    ...{ leaseMs: Number(leaseMs), chunk: 1, timeoutMs: null, retries: 0, onError: 'raise' },
    ...{ numbering: FROM_ZERO, signal: null },
  },
  unitsOf({ type: 'count', total }),
  answers,
  {
    ...{ broker: BULLMQ_BROKER, place: { url, tls: null }, digest, key: null, total },
    ...{ warn() {}, onProgress: null },
  },
);
process.stdout.write(
  `${JSON.stringify({ ms: performance.now() - startMs, open: answers.openUnits().length })}\n`,
);
