import type { ReportDocument } from '../document/document.ts';

/**
 * `KEY=VALUE`, a line each: what `set -a; . FILE`, `docker run --env-file` and `$GITHUB_ENV` read alike. Values are
 * numbers, or options made of one. What a reader would need quotes for, as a saved report may hold anything, is left out.
 */
export function env({ variables = {} }: ReportDocument): string {
  return Object.entries(variables)
    .filter(([name, value]) => NAME.test(name) && PLAIN.test(value))
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const NAME = /^[A-Z][A-Z\d_]*$/;
const PLAIN = /^[\w.-]*$/;
