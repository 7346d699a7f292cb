import type { Cases, Section, Timelines } from './section.ts';

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

export function casesIn(sections: readonly Section[]): Cases[] {
  return sectionsIn(sections, 'cases');
}
