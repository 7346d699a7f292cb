import { formatCpuList } from '../../../base/cpu-list.ts';
import type { LogicalCpu, Topology } from '../../../model/machine/topology.ts';
import { UNICODE } from '../../style/glyphs.ts';
import { groupBy, groupTitle, legendOf, withUsefulClusters } from '../text/pictures/machine-picture.ts';
import { type Html, html } from './markup.ts';

/** Packages, in them what cores share, in that the cores, in them their CPUs: lists within lists, drawn as boxes. */
export function machineBoxes(whole: Topology): Html {
  const topology = withUsefulClusters(whole);
  const online = topology.cpus.filter((cpu) => cpu.online);
  const offline = topology.cpus.filter((cpu) => !cpu.online).map(({ cpu }) => cpu);
  const packages = groupBy(online, (cpu) => cpu.package).map(
    ([number, cpus]) =>
      html`<li class="package"><h3>${number === null ? 'package unknown' : `package ${number}`}</h3>${groups(cpus, topology)}</li>\n`,
  );
  return html`<figure class="machine"><figcaption><strong>Packages, cores and CPUs.</strong> ${legendOf(topology, UNICODE)}</figcaption>
<ul class="packages">${packages}</ul>
${offline.length > 0 && html`<p>${UNICODE.cpu.offline} offline: CPU ${formatCpuList(offline)}</p>`}
</figure>`;
}

function groups(cpus: readonly LogicalCpu[], topology: Topology): Html[] {
  return groupBy(cpus, ({ node, die, l3, cluster }) => `${node} ${die} ${l3} ${cluster}`).map(
    ([, members]) =>
      html`<p class="shared">${groupTitle(members[0] as LogicalCpu, topology)}</p>
<ul class="cores">${groupBy(members, ({ core }) => core).map(([core, siblings]) => coreBox(core, siblings))}</ul>`,
  );
}

function coreBox(core: number | null, cpus: readonly LogicalCpu[]): Html {
  const kind = cpus[0]?.kind ?? null;
  const name = `core ${core ?? '?'}${kind === null ? '' : ` ${kind}`}`;
  return html`<li class="core"><span class="name">${name}</span> <ul class="cpus">${cpus.map(cpuChip)}</ul></li>`;
}

function cpuChip({ cpu, allowed, isolated }: LogicalCpu): Html {
  const mark = allowed === false ? UNICODE.cpu.barred : UNICODE.cpu.usable;
  const words = `${allowed === false ? 'not allowed' : allowed === null ? 'unknown' : 'allowed'}${isolated ? ', isolated' : ''}`;
  return html`<li class="cpu ${allowed === false ? 'barred' : 'usable'}" title="CPU ${cpu}: ${words}">${cpu}<span aria-hidden="true">${mark}${isolated && '!'}</span><span class="unseen"> ${words}</span></li>`;
}
