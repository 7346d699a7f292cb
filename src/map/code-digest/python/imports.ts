/** One import as it is written: `from ..a.b import c, d` has level 2, module `a.b`, names `c` and `d`. */
export interface PythonImport {
  readonly level: number;
  readonly module: string;
  readonly names: readonly string[];
}

const NAMES = String.raw`(\((?:[^)#]|#[^\n]*)*\)|[^\n;#]*)`;
const FROM = String.raw`from(?:[ \t]+|(?=\.))(\.*)[ \t]*([^\s.(][^\s]*)?[ \t]*\bimport\b[ \t]*${NAMES}`;
const STATEMENT = new RegExp(String.raw`(?:^|[;:])[ \t]*(?:${FROM}|import[ \t]+([^\n;#]*))`, 'gm');

/** What a module of Python’s imports, by its text: one inside of a text is found as well, and does no harm. */
export function pythonImports(source: string): PythonImport[] {
  const joined = source.replace(/\\\r?\n/g, ' ');
  return Array.from(joined.matchAll(STATEMENT)).flatMap(([, dots, module = '', names, modules]) => {
    if (modules !== undefined) return listed(modules).map((name) => ({ level: 0, module: name, names: [] }));
    return [{ level: dots?.length ?? 0, module, names: listed(names ?? '') }];
  });
}

/** The names of a list, without what they are to be called here. */
function listed(text: string): string[] {
  const bare = text.replace(/#[^\n]*/g, '').replace(/[()]/g, '');
  return bare.split(',').flatMap((item) => /\S+/.exec(item)?.[0] ?? []);
}

/** What may import a module by a name that it makes as it runs. */
const BY_MADE_NAME = /\b(?:importlib|__import__|runpy|pkgutil)\b/;

/** Whether modules can’t be told from its text. */
export function importsUnseen(source: string): boolean {
  return BY_MADE_NAME.test(source) || pythonImports(source).some(({ names }) => names.includes('*'));
}
