import type { FoundPython } from '../../../../model/machine/machine.ts';

/** How interpreters are told apart: `3.11`, `3.13t`; by their whole version where that isn't enough, else by their paths. */
export function labelsOf(pythons: readonly FoundPython[]): ReadonlyMap<FoundPython, string> {
  const spellings = [minorOf, versionOf, ({ path }: FoundPython) => path];
  const tellsApart = (spell: (python: FoundPython) => string) =>
    new Set(pythons.map(spell)).size === pythons.length;
  const spell = spellings.find(tellsApart) ?? versionOf;
  return new Map(pythons.map((python) => [python, spell(python)]));
}

/** `3.13.1`, and `3.13.1t` of a free-threaded build. */
export function versionOf({ version, isFreeThreaded }: FoundPython): string {
  return `${version}${isFreeThreaded ? 't' : ''}`;
}

function minorOf(python: FoundPython): string {
  return versionOf(python).replace(/^(\d+\.\d+)[^t]*/, '$1');
}
