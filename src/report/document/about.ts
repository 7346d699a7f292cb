import { formatCpuList } from '../../base/cpu-list.ts';
import type { DocumentHead } from '../../model/documents/report.ts';
import type { Machine } from '../../model/machine/machine.ts';
import { decimal } from '../words/figures.ts';
import type { Shown } from './document.ts';
import { group } from './parts.ts';
import type { Facts, Group } from './section.ts';

type Fact = Facts['facts'][number];

/** Its group's ID: what a reader of the findings may pass over. */
export const ABOUT = 'about';

/** How a page ends, and a terminal where details are asked for: where it ran, how it was asked, how it went. */
export function aboutRun(report: DocumentHead<string>, { details }: Shown): Group[] {
  const { machine, options, exit, tool, startedAt, schema } = report;
  const { thresholds } = report as { readonly thresholds?: Readonly<Record<string, number>> };
  const facts: Fact[] = [
    ['Exit', `${exit.code}: ${exit.reason}`],
    ...(machine === null ? [] : machineFacts(machine)),
    ['Options', ...optionWords(options)],
    ['Made by', `${tool.name} ${tool.version}, ${schema}, started ${startedAt}`],
  ];
  const limits = Object.entries(thresholds ?? {}).map(([name, value]): Fact => [name, `${value}`]);
  return group(
    'About this run',
    [{ kind: 'facts', layout: 'lines', facts }, ...(limits.length === 0 ? [] : thresholdGroup(limits))],
    { isForPages: !details, id: ABOUT },
  );
}

function thresholdGroup(facts: readonly Fact[]): Group[] {
  return group('Thresholds of the verdicts', [{ kind: 'facts', layout: 'lines', facts }], {
    isFolded: true,
    isForPages: true,
  });
}

function machineFacts(machine: Machine): Fact[] {
  const { platform, kernel, arch, cpuModel, node, isVirtual, allowedCpus, effectiveCpus } = machine;
  const known = (value: unknown) => `${value ?? 'unknown'}`;
  const { logicalCpus, onlineCpus, physicalCores, quotaCpus } = machine;
  const isUnknown = allowedCpus.length === 0 && quotaCpus === null;
  return [
    ['CPU', `${cpuModel ?? 'of unknown model'}${isVirtual === true ? ', in a virtual machine' : ''}`],
    ['System', `${platform} ${known(kernel)}, ${known(arch)}${node === null ? '' : `, Node ${node}`}`],
    [
      'CPUs',
      `${known(logicalCpus)} installed, ${known(onlineCpus)} online, on ${known(physicalCores)} cores`,
    ],
    ['Allowed', allowedCpus.length === 0 ? 'unknown' : `CPUs ${formatCpuList(allowedCpus)}`],
    ['Quota', quotaWords(machine)],
    ['Usable', isUnknown ? 'unknown' : `${decimal(effectiveCpus)} CPUs in the long run`],
  ];
}

function quotaWords({ quotaCpus, quotaGroup, quotaIsHidden }: Machine): string {
  if (quotaCpus !== null) return `${quotaCpus} CPUs (${quotaGroup ?? 'by a group that can’t be seen'})`;
  return quotaIsHidden ? 'none that can be seen' : 'none';
}

/** Where a report went says nothing about what it says. */
const WHERE_TO: readonly string[] = [
  'export',
  'json',
  'jsonStream',
  'quiet',
  'progress',
  'color',
  'threads',
  'details',
];

/** What was typed, as far as it isn’t left at its default. */
function optionWords(options: Readonly<Record<string, unknown>>): [string, ...string[]] {
  const set = Object.entries(options).filter(
    ([name, value]) => value != null && `${value}` !== '' && !WHERE_TO.includes(name),
  );
  const [first = 'none', ...rest] = set.map(([name, value]) => `${name}: ${worded(value)}`);
  return [first, ...rest];
}

function worded(value: unknown): string {
  if (Array.isArray(value)) return value.map(worded).join(' ');
  if (typeof value !== 'object' || value === null) return `${value}`;
  // `{ figure: 'cpus', atLeast: 4 }`: each of its values says what it is by its name.
  return Object.entries(value)
    .map(([name, part]) => `${name} ${worded(part)}`)
    .join(' ');
}
