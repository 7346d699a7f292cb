import { splitReference } from '../../../base/split-reference.ts';
import { namedApart } from '../../../base/text/named-apart.ts';
import type { UnitWork } from '../candidate.ts';

/**
 * What tells versions of a function apart, as short as it may be: `old.ts`, `a/work.ts`; the functions' names where they are
 * of one file, both where both differ. Of a revision its hash, beside the working tree.
 */
export function versionLabels(works: readonly Pick<UnitWork, 'about' | 'revision'>[]): string[] {
  if (works.some(({ revision }) => revision !== null))
    return namedApart(works.map(({ revision }) => revision?.short ?? 'working tree'));
  const references = works.map(({ about }) => referenceOf(about.source));
  const spellings = spellingsOf(references).map((spell) => references.map(spell));
  const shortest = spellings.find((labels) => new Set(labels).size === labels.length);
  return namedApart(shortest ?? spellings[0] ?? []);
}

interface Reference {
  readonly path: readonly string[];
  readonly name: string;
}

type Spell = (reference: Reference) => string;

/** The shortest first. */
function spellingsOf(references: readonly Reference[]): Spell[] {
  const depths = Array.from({ length: Math.max(...references.map(({ path }) => path.length)) });
  const paths = depths.map(
    (_, index): Spell =>
      ({ path }) =>
        path.slice(-index - 1).join('/'),
  );
  const isSame = (spell: Spell) => new Set(references.map(spell)).size === 1;
  return [
    ...(isSame(({ name }) => name) ? paths : []),
    ...(isSame(({ path }) => path.join('/')) ? [({ name }: Reference) => name] : []),
    ...paths.map(
      (path): Spell =>
        (reference) =>
          `${path(reference)}#${reference.name}`,
    ),
  ];
}

/** `/path/work.ts#f`, `/path/work.ts`, `package.module:f`. */
function referenceOf(source: string): Reference {
  const [, module, called] = /^([\w.]+):([\w.]+)$/.exec(source) ?? [];
  if (module !== undefined && called !== undefined) return { path: [module], name: called };
  const [file, name] = splitReference(source);
  return { path: file.split('/'), name: name ?? 'default' };
}
