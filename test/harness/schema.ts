import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { packageRoot } from '../../src/base/package-root.ts';

/** What a document has against the schema that ships for it: empty when it is valid. */
export function schemaErrors(name: 'demo' | 'list', document: unknown): string[] {
  const file = join(packageRoot(), 'src', 'report', 'schema', `${name}.json`);
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(file, 'utf8')),
  );
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
