import { Ajv, type ErrorObject } from 'ajv';
import check from '../schema/check.json' with { type: 'json' };
import common from '../schema/common.json' with { type: 'json' };
import compare from '../schema/compare.json' with { type: 'json' };
import cores from '../schema/cores.json' with { type: 'json' };
import demo from '../schema/demo.json' with { type: 'json' };
import scale from '../schema/scale.json' with { type: 'json' };
import watch from '../schema/watch.json' with { type: 'json' };

const SCHEMAS: Readonly<Record<string, object>> = { check, compare, cores, demo, scale, watch };
const MOST_TOLD = 3;

/** What a document has against the schema of its kind, in words; empty where it is valid. */
export function faultsOf(kind: string, document: unknown): string[] {
  const schema = SCHEMAS[kind];
  if (schema === undefined) return [];
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).addSchema(common).compile(schema);
  if (validate(document)) return [];
  const faults = [...new Set((validate.errors ?? []).map((error) => faultOf(error, document)))];
  const more = faults.length - MOST_TOLD;
  return more > 0 ? [...faults.slice(0, MOST_TOLD), `and ${more} more`] : faults;
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
