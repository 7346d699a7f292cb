import type { Plugin } from 'rolldown';
import { parseSync } from 'rolldown/utils';

interface Node {
  readonly type: string;
  readonly start: number;
}

/**
 * Has each `import()` that the bundler leaves call what the loader of our files gives them: Node allows it in no code that was
 * compiled before.
 */
export const ownImports: Plugin = {
  name: 'own-imports',
  renderChunk: (code, { fileName }) => (code.includes('import(') ? withOwnImports(fileName, code) : null),
};

export function withOwnImports(file: string, code: string): string {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const starts = importsIn(program).sort((a, b) => b - a);
  return starts.reduce(
    (rest, start) => `${rest.slice(0, start)}importModule${rest.slice(start + 'import'.length)}`,
    code,
  );
}

/** Where each `import()` begins. */
function importsIn(part: unknown): number[] {
  if (typeof part !== 'object' || part === null) return [];
  const { type, start } = part as Node;
  const inside = Object.values(part).flatMap(importsIn);
  return type === 'ImportExpression' ? [start, ...inside] : inside;
}
