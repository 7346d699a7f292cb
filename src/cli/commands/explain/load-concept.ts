import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../base/files/package-root.ts';
import type { Concept } from '../../../model/documents/concept.ts';
import { parseConcept } from '../../../report/concept/parse-concept.ts';

/** A concept, from the file that the documentation has of it. */
export function loadConcept(name: string): Concept {
  return parseConcept(name, readFileSync(join(packageRoot(), 'docs', 'concepts', `${name}.md`), 'utf8'));
}
