import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { builtFile } from '../../base/files/package-root.ts';

const MOST_TOLD = 3;
/** Compiling a schema takes longer than all else that is done with a document. */
const validators = new Map<string, ValidateFunction>();

/**
 * What a document has against the schema of its kind, in words; empty where it is valid.
 * @param kind one of those that there are: it has a schema
 */
export function faultsOf(kind: string, document: unknown): string[] {
  const validate = validators.get(kind) ?? compiled(kind);
  validators.set(kind, validate);
  if (validate(document)) return [];
  const faults = [...new Set((validate.errors ?? []).map((error) => faultOf(error, document)))];
  const more = faults.length - MOST_TOLD;
  return more > 0 ? [...faults.slice(0, MOST_TOLD), `and ${more} more`] : faults;
}

function compiled(kind: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(builtFile('schema', `${kind}.json`), 'utf8'));
  return new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
}

/** `scenarios[0].trials[1].r must be number,null, and is "x"`. */
function faultOf({ instancePath, message = 'is not valid' }: ErrorObject, document: unknown): string {
  const keys = instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = keys
    .map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
  const found = keys.reduce<unknown>(
    (part, key) => (part as Record<string, unknown> | null)?.[key],
    document,
  );
  const shown = JSON.stringify(found) ?? 'undefined';
  const is = typeof found === 'object' && found !== null ? '' : `, and is ${shown.slice(0, 40)}`;
  return `${path === '' ? 'the document' : path} ${message}${is}`;
}
