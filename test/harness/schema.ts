import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { packageRoot } from '../../src/base/package-root.ts';

type SchemaName = 'demo' | 'list' | 'explain' | 'cores' | 'check' | 'compare' | 'scale' | 'watch';

/** What a document has against the schema that ships for it: empty when it is valid. */
export function schemaErrors(name: SchemaName, document: unknown): string[] {
  return errorsIn(document, shipped('common'), shipped(name));
}

/** Fields of a document that its schema says nothing of. Readers may ignore them; we may not forget to describe them. */
export function undescribed(name: SchemaName, document: unknown): string[] {
  return errorsIn(document, closed(shipped('common')), closed(shipped(name)));
}

function errorsIn(document: unknown, common: object, schema: object): string[] {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).addSchema(common).compile(schema);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${params.additionalProperty ?? ''}`.trimEnd(),
  );
}

/** The same schema, but objects have no fields beside those that it names. */
function closed(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (_key, value) =>
    typeof value?.properties === 'object' && value.type === 'object'
      ? { additionalProperties: false, ...value }
      : value,
  );
}

function shipped(name: string): object {
  return JSON.parse(readFileSync(join(packageRoot(), 'src', 'report', 'schema', `${name}.json`), 'utf8'));
}
