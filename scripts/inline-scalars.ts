/** A JSON Schema, or a part of one. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}

type Definitions = Readonly<Record<string, Schema>>;

const PREFIX = '#/definitions/';

/**
 * The same schema with scalars (a number with limits, one of some words) where they are used, and with null as one more
 * type of what it is the alternative to: a validator then says what a value must be, and not that no alternative fits.
 */
export function inlineScalars({ definitions = {}, ...schema }: Schema): Schema {
  const all = definitions as Definitions;
  const kept = Object.entries(all)
    .map(([name, definition]) => [name, simplified(definition, all)] as const)
    .filter(([, definition]) => !isScalar(definition));
  const own = simplified(schema, all);
  return kept.length === 0 ? own : { ...own, definitions: Object.fromEntries(kept) };
}

function simplified(schema: Schema, definitions: Definitions): Schema {
  return JSON.parse(JSON.stringify(schema), (_key, part) => {
    if (typeof part?.$ref === 'string') return resolved(part, definitions);
    return Array.isArray(part?.anyOf) ? merged(part) : part;
  });
}

function resolved({ $ref, ...own }: Schema, definitions: Definitions): Schema {
  const target = definitions[String($ref).slice(PREFIX.length)] ?? {};
  const scalar = mayBeScalar(target) ? simplified(target, definitions) : target;
  return isScalar(scalar) ? { ...scalar, ...own } : { $ref, ...own };
}

/** Before references are resolved: what refers to itself has an object or an array between. */
function mayBeScalar(schema: Schema): boolean {
  return schema.$ref !== undefined || isScalar(schema) || (schema.anyOf?.every(mayBeScalar) ?? false);
}

function isScalar({ type }: Schema): boolean {
  return typeof type === 'string' && type !== 'object' && type !== 'array';
}

/** Words from several lists are one list, and “or null” is one more type. */
function merged({ anyOf = [], ...own }: Schema): Schema {
  const parts = anyOf.filter(({ type }) => type !== 'null').map(withList);
  const [first] = parts;
  const isOne = parts.length === 1 && typeof first?.type === 'string' && first.type !== 'object';
  const areWords = parts.every((part) => part.type === 'string' && part.enum !== undefined);
  if (first === undefined || !(isOne || areWords)) return { anyOf, ...own };
  const one = isOne ? first : { type: 'string', enum: parts.flatMap((part) => part.enum ?? []) };
  return { ...(parts.length === anyOf.length ? one : orNull(one)), ...own };
}

function withList({ const: word, ...part }: Schema): Schema {
  return word === undefined ? part : { ...part, enum: [word] };
}

function orNull({ type, ...one }: Schema): Schema {
  return {
    type: [String(type), 'null'],
    ...one,
    ...(one.enum === undefined ? {} : { enum: [...one.enum, null] }),
  };
}
