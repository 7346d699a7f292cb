import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { DocumentKind } from '../../scripts/schemas.ts';
import { builtFile } from '../../src/base/files/package-root.ts';

/** What a document has against the schema that ships for it: empty when it is valid. */
export function schemaErrors(name: DocumentKind, document: unknown): string[] {
  return errorsIn(document, shipped(name));
}

/** Fields of a document that its schema says nothing of. Readers may ignore them; we may not forget to describe them. */
export function undescribed(name: DocumentKind, document: unknown): string[] {
  return errorsIn(document, closed(shipped(name)));
}

function errorsIn(document: unknown, schema: object): string[] {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
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

function shipped(name: DocumentKind): object {
  return JSON.parse(readFileSync(builtFile('schema', `${name}.json`), 'utf8'));
}
