import type { Shown } from './document.ts';
import { paragraph } from './parts.ts';
import type { Section } from './section.ts';

/** What only those see who ask for details. */
export interface Detail {
  readonly kind: 'detail';
  /** What it is called where it is left out: `3 outliers`. */
  readonly name: string;
  readonly sections: readonly Section[];
  /** What stands in its place. */
  readonly brief: readonly Section[];
}

/** @returns none where there is nothing to leave out */
export function detail(name: string, sections: readonly Section[], brief: readonly Section[] = []): Detail[] {
  return sections.length === 0 ? [] : [{ kind: 'detail', name, sections, brief }];
}

/** All of it; or what a busy reader wants, and a line that names the rest. */
export function shownSections(parts: readonly (Section | Detail)[], { details }: Shown): Section[] {
  const sections = parts.flatMap((part): readonly Section[] => {
    if (part.kind !== 'detail') return [part];
    return details ? part.sections : part.brief;
  });
  const names = parts.flatMap((part) => (part.kind === 'detail' ? [part.name] : []));
  return details || names.length === 0
    ? sections
    : [...sections, paragraph(`${names.join(', ')}: --details`)];
}
