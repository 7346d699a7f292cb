import { formatCpuList } from '../../../base/cpu-list.ts';
import type { Machine } from '../../../model/machine.ts';
import type { DocumentHead } from '../../../model/report.ts';
import { type Html, html, type Part } from './markup.ts';
import { folded } from './table.ts';

/** How a page ends: where it ran, how it was asked, how it went. */
export function closing(report: DocumentHead<string>): Html {
  const { machine, options, exit, tool, startedAt, schema } = report;
  const thresholds = (report as { readonly thresholds?: Readonly<Record<string, number>> }).thresholds;
  return html`<footer aria-labelledby="about"><h2 id="about">About this run</h2>
${facts([
  ['Exit', `${exit.code}: ${exit.reason}`],
  ...(machine === null ? [] : machineFacts(machine)),
  ['Options', optionWords(options)],
  ['Made by', `${tool.name} ${tool.version}, ${schema}, started ${startedAt}`],
])}
${thresholds !== undefined && folded('Thresholds of the verdicts', facts(Object.entries(thresholds)))}
</footer>`;
}

/** Names and what they stand for. */
export function facts(pairs: readonly (readonly [string, Part])[]): Html {
  return html`<dl class="facts">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}

function machineFacts(machine: Machine): [string, string][] {
  const say = (value: unknown) => (value === null || value === undefined ? 'unknown' : `${value}`);
  const { platform, kernel, arch, cpuModel, node, logicalCpus, onlineCpus, allowedCpus, physicalCores } =
    machine;
  return [
    ['CPU', `${cpuModel ?? 'of unknown model'}${machine.isVirtual === true ? ', in a virtual machine' : ''}`],
    ['System', `${platform} ${say(kernel)}, ${say(arch)}${node === null ? '' : `, Node ${node}`}`],
    ['CPUs', `${say(logicalCpus)} installed, ${say(onlineCpus)} online, on ${say(physicalCores)} cores`],
    ['Allowed', allowedCpus.length === 0 ? 'unknown' : `CPUs ${formatCpuList(allowedCpus)}`],
    ['Quota', quotaWords(machine)],
    ['Usable', `${Number(machine.effectiveCpus.toFixed(4))} CPUs in the long run`],
  ];
}

function quotaWords({ quotaCpus, quotaGroup, quotaIsHidden }: Machine): string {
  if (quotaCpus !== null) return `${quotaCpus} CPUs (${quotaGroup ?? 'by a group that can’t be seen'})`;
  return quotaIsHidden ? 'none that can be seen' : 'none';
}

/** Where a report went says nothing about what it says. */
const WHERE_TO: readonly string[] = ['export', 'json', 'jsonStream', 'quiet', 'progress', 'color'];

/** What was typed, as far as it isn’t left at its default. */
function optionWords(options: Readonly<Record<string, unknown>>): Part {
  const set = Object.entries(options).filter(([name, value]) => value != null && !WHERE_TO.includes(name));
  if (set.length === 0) return 'none';
  return set.map(([name, value], index) => [index > 0 && ', ', html`<code>${name}: ${worded(value)}</code>`]);
}

function worded(value: unknown): string {
  if (Array.isArray(value)) return value.map(worded).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
