import { readFileSync } from 'node:fs';
import type { FunctionSource } from '../../../model/trial/function-source.ts';

/** Where a function of the user's is written, as far as its text tells: `/path/work.ts:12 (hashRow)`. */
export function placeOf({ file, name }: FunctionSource): string {
  const lines = linesOf(file);
  const line = lines.findIndex((text) => definition(name).test(text)) + 1;
  return `${file}${line === 0 ? '' : `:${line}`}${name === null ? '' : ` (${name})`}`;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** `function name(`, `const name =`, `exports.name =`; or the default export. */
function definition(name: string | null): RegExp {
  if (name === null || name === 'default') return /export\s+default\b|module\.exports\s*=/;
  const word = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:function\\s*\\*?|const|let|var|exports\\.)\\s*${word}(?![\\w$])`);
}
