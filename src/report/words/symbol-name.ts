// Names of variables, as the compilers of C++ and Rust write them into symbol tables: by the Itanium C++ ABI ("Mangling"),
// and by Rust's RFC 2603. Those of variables are simple; what isn't stays as it is.

/** `_ZN3app4lockE` is `app::lock`, `_ZL4lock` is `lock`; a name of C, or one that isn’t understood, is itself. */
export function symbolName(symbol: string): string {
  return (nameOfCpp(symbol) ?? nameOfRust(symbol))?.join('::') ?? symbol;
}

/** The hash that Rust’s older names end with. */
const RUST_HASH = /^h[\da-f]{16}$/;
const ANONYMOUS = '_GLOBAL__N_1';

function nameOfCpp(symbol: string): string[] | null {
  if (!symbol.startsWith('_Z')) return null;
  const names = symbol.startsWith('_ZZ') ? localName(symbol.slice(3)) : wholeName(symbol.slice(2));
  if (names === null || names.some((name) => /[^\w]/.test(name))) return null;
  const own = RUST_HASH.test(names.at(-1) ?? '') ? names.slice(0, -1) : names;
  return own.map((name) => (name === ANONYMOUS ? '(anonymous namespace)' : name));
}

/** One that is static in a function, whose parameters are left out: `4mainvE4lock`. */
function localName(text: string): string[] | null {
  const ends = [...text.matchAll(/E(?=\d)/g)].reverse();
  for (const { index } of ends) {
    const own = wholeName(text.slice(index + 1).replace(/_\d+$/, ''));
    const inside = scopedName(text.slice(0, index));
    if (own !== null && inside !== null) return [...inside.names, ...own];
  }
  return null;
}

function wholeName(text: string): string[] | null {
  const found = scopedName(text);
  return found?.rest === '' ? found.names : null;
}

interface Names {
  readonly names: string[];
  readonly rest: string;
}

/** `4lock`, `L4lock`, or within others `N3app4lockE`. */
function scopedName(text: string): Names | null {
  if (!text.startsWith('N')) {
    const found = counted(text.replace(/^L/, ''));
    return found === null ? null : { names: [found.name], rest: found.rest };
  }
  const names: string[] = [];
  let rest = text.slice(1).replace(/^[rVK]+/, '');
  while (!rest.startsWith('E')) {
    const found = rest.startsWith('St')
      ? { name: 'std', rest: rest.slice(2) }
      : counted(rest.replace(/^L/, ''));
    if (found === null) return null;
    names.push(found.name);
    rest = found.rest;
  }
  return names.length === 0 ? null : { names, rest: rest.slice(1) };
}

/** A name with its length in front: `4lock`. */
function counted(text: string): { readonly name: string; readonly rest: string } | null {
  const digits = /^\d+/.exec(text)?.[0];
  if (digits === undefined) return null;
  const end = digits.length + Number(digits);
  const name = text.slice(digits.length, end);
  return name === '' || end > text.length ? null : { name, rest: text.slice(end) };
}

function nameOfRust(symbol: string): string[] | null {
  const found = symbol.startsWith('_R') ? rustPath(symbol.slice(2)) : null;
  return found?.rest === '' ? found.names : null;
}

/** A crate, `CsbmNqQUJIY6D_1m`, or something in a path, `NvC…4LOCK`. */
function rustPath(text: string): Names | null {
  const inside = /^N[a-zA-Z]/.test(text) ? rustPath(text.slice(2)) : null;
  if (inside === null && !text.startsWith('C')) return null;
  const own = (inside?.rest ?? text.slice(1)).replace(/^s[\da-zA-Z]*_/, '');
  // What follows the length may begin with a digit or `_`: then another `_` stands between.
  const found = counted(own.replace(/^(\d+)_/, (_, digits: string) => digits));
  return found === null ? null : { names: [...(inside?.names ?? []), found.name], rest: found.rest };
}
