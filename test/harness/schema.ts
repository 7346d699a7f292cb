import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { packageRoot } from '../../src/base/package-root.ts';

/** What a document has against the schema that ships for it: empty when it is valid. */
export function schemaErrors(
  name: 'demo' | 'list' | 'cores' | 'check' | 'compare' | 'scale',
  document: unknown,
): string[] {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true })
    .addSchema(shipped('common'))
    .compile(shipped(name));
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function shipped(name: string): object {
  return JSON.parse(readFileSync(join(packageRoot(), 'src', 'report', 'schema', `${name}.json`), 'utf8'));
}
