import { formatCpuList } from '../../../../base/cpu-list.ts';
import type { LogicalCpu, Topology } from '../../../../model/machine/topology.ts';
import type { Glyphs } from '../../../style/glyphs.ts';
import { wrap } from '../../../style/layout.ts';
import type { OutputStyle } from '../../../style/output-style.ts';
import { cacheSize } from '../../../words/cores/cpus.ts';
import { boxed, FRAME, flow } from './box.ts';

/** From this many cores on a core is one line, not a box: the whole has to fit a screen or two. */
const MANY_CORES = 48;

/** A box for each package, in it a box for each core, in it the core's CPUs, each marked with what we may do there. */
export function machinePicture(whole: Topology, { palette, width }: OutputStyle): string[] {
  const topology = withUsefulClusters(whole);
  const { glyphs, color } = palette;
  const online = topology.cpus.filter((cpu) => cpu.online);
  const offline = topology.cpus.filter((cpu) => !cpu.online).map(({ cpu }) => cpu);
  const lines = groupBy(online, (cpu) => cpu.package).flatMap(([number, members]) => {
    const title = number === null ? 'package unknown' : `package ${number}`;
    const inside = packageLines(members, topology, width - FRAME, glyphs);
    return boxed(title, inside, width, glyphs);
  });
  const legend = wrap(legendOf(topology, glyphs), width).map((line) => color.dim(palette.text(line)));
  const rest = offline.length === 0 ? '' : `${glyphs.cpu.offline} offline: CPU ${formatCpuList(offline)}`;
  const painted = lines.map((line) =>
    palette.line(line).replaceAll(glyphs.cpu.usable, color.green(glyphs.cpu.usable)),
  );
  return [...painted, ...(rest === '' ? [] : wrap(rest, width)), ...legend];
}

function packageLines(
  cpus: readonly LogicalCpu[],
  topology: Topology,
  width: number,
  glyphs: Glyphs,
): string[] {
  const groups = groupBy(cpus, ({ node, die, l3, cluster }) => `${node} ${die} ${l3} ${cluster}`);
  const compact = (topology.counts.physicalCores ?? 0) > MANY_CORES;
  let lastTitle = '';
  return groups.flatMap(([, members]) => {
    const cores = groupBy(members, ({ core }) => core);
    const blocks = cores.map(([core, siblings]) =>
      compact ? [`[${coreCpus(siblings, glyphs)}]`] : coreBox(core, siblings, width, glyphs),
    );
    const title = groupTitle(members[0] as LogicalCpu, topology);
    const isNews = !compact || title !== lastTitle;
    lastTitle = title;
    return [...(isNews ? wrap(title, width) : []), ...flow(blocks, width)];
  });
}

function coreBox(core: number | null, cpus: readonly LogicalCpu[], width: number, glyphs: Glyphs): string[] {
  const kind = cpus[0]?.kind == null ? '' : ` ${cpus[0].kind}`;
  return boxed(
    core === null ? 'core ?' : `core ${core}${kind}`,
    wrap(coreCpus(cpus, glyphs), width - FRAME),
    width,
    glyphs,
  );
}

function coreCpus(cpus: readonly LogicalCpu[], { cpu: marks }: Glyphs): string {
  return cpus
    .map(
      ({ cpu, allowed, isolated }) =>
        `${cpu}${allowed === false ? marks.barred : marks.usable}${isolated ? '!' : ''}`,
    )
    .join(' ');
}

/** What the cores of a group share, as far as the machine has more than one of it, and their cache. */
export function groupTitle(cpu: LogicalCpu, { counts, caches, cpus }: Topology): string {
  const l3 = cpu.l3 === null ? undefined : caches.filter(({ level }) => level === 3)[cpu.l3];
  const dies = new Set(cpus.map((one) => one.die)).size;
  return [
    ...((counts.numaNodes ?? 0) > 1 && cpu.node !== null ? [`NUMA node ${cpu.node}`] : []),
    ...(cpu.die !== null && counts.packages !== null && dies > counts.packages ? [`die ${cpu.die}`] : []),
    ...(cpu.cluster === null ? [] : [`cluster ${cpu.cluster}`]),
    l3 === undefined ? 'cores' : `L3 ${cacheSize(l3)}`,
  ].join(', ');
}

/** Clusters are worth showing where they hold some cores, and not all of a package's. */
export function withUsefulClusters(topology: Topology): Topology {
  const { cpus, counts } = topology;
  const clusters = new Set(cpus.map(({ cluster }) => cluster)).size;
  const areUseful = clusters > (counts.packages ?? 1) && clusters < (counts.physicalCores ?? 0);
  return areUseful ? topology : { ...topology, cpus: cpus.map((cpu) => ({ ...cpu, cluster: null })) };
}

/** What the marks mean, for those that can be seen. */
export function legendOf({ cpus, counts }: Topology, { cpu: marks }: Glyphs): string {
  const usable = cpus.every(({ allowed }) => allowed === null)
    ? 'a CPU (whether it may be used is unknown)'
    : 'a CPU that may be used';
  return [
    `${marks.usable} ${usable}`,
    ...(cpus.some(({ allowed, online }) => online && allowed === false)
      ? [`${marks.barred} not allowed`]
      : []),
    ...(cpus.some(({ isolated }) => isolated) ? ['! isolated: only pinned work runs there'] : []),
    ...(counts.hybrid === true ? [kindsLegend(cpus)] : []),
  ].join('   ');
}

function kindsLegend(cpus: Topology['cpus']): string {
  return cpus.some(({ kind }) => kind === 'LP-E')
    ? 'P performance, E efficiency, LP-E low-power efficiency core'
    : 'P performance, M middle, E efficiency core';
}

/** Items with the same key together, by first appearance. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): [Key, Item[]][] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups];
}
