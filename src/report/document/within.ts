import type { ReportDocument } from './document.ts';
import type { Case, Section, Timelines } from './section.ts';

/** Cases that are counted together. */
export interface Suite {
  readonly suite: string;
  readonly cases: readonly Case[];
}

/** All sections of a kind, those in groups too, in their order. */
function sectionsIn<Kind extends Section['kind']>(
  sections: readonly Section[],
  kind: Kind,
): Extract<Section, { kind: Kind }>[] {
  return sections.flatMap((section) => {
    if (section.kind === kind) return [section as Extract<Section, { kind: Kind }>];
    return section.kind === 'group' ? sectionsIn(section.sections, kind) : [];
  });
}

export function timelinesIn(sections: readonly Section[]): Timelines[] {
  return sectionsIn(sections, 'timelines');
}

/** What was checked, suite by suite; where there is nothing else, that it was run at all, by its exit code. */
export function suitesIn({ command, title, line, sections, report, seconds = 0 }: ReportDocument): Suite[] {
  const { exit, options } = report;
  const suites = sectionsIn(sections, 'cases').map(({ suite, whole, cases }) => {
    return { suite, cases: whole === null ? cases : [whole, ...cases] };
  });
  if (suites.length > 0 || options.dryRun === true || options.list === true) return suites;
  const one: Case = {
    id: command,
    title,
    outcome: exit.code === 0 ? 'holds' : exit.code === 1 ? 'fails' : 'inconclusive',
    expected: 'exit code 0',
    observed: `exit code ${exit.code}: ${exit.reason}`,
    because: line,
    seconds,
    timedWith: null,
  };
  return [{ suite: `concur ${command}`, cases: [one] }];
}
