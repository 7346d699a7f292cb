/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * What the author of a module exports, whatever it was compiled to. Node calls all that a CommonJS module exports its
 * `default`: where a compiler marked it with `__esModule`, or it has a `default` of its own, that is the default export.
 * @param isCommonJs whether Node made `namespace` of `module.exports`
 * @returns the exports by name; without `default` where the module has none
 */
export function exportsOf(namespace: Exports, isCommonJs: boolean): Exports {
  const { default: whole, 'module.exports': _alias, ...named } = namespace;
  if (!canHold(whole)) return namespace;
  const standard = defaultIn(whole, isCommonJs);
  return Object.create(null, {
    ...enumerable(whole),
    ...Object.getOwnPropertyDescriptors(named),
    ...(standard === null ? {} : { default: { ...standard, enumerable: true } }),
  });
}

/** @returns the default export, as a descriptor: a getter of the user's is asked when it is wanted. Null where there is none */
function defaultIn(whole: Exports, isCommonJs: boolean): PropertyDescriptor | null {
  const own = Object.getOwnPropertyDescriptor(whole, 'default');
  if (whole.__esModule) return own ?? { value: undefined };
  if (typeof whole === 'function') return { value: whole };
  return own ?? (isCommonJs ? null : { value: whole });
}

function canHold(value: unknown): value is Exports {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}

function enumerable(value: object): PropertyDescriptorMap {
  const all = Object.entries(Object.getOwnPropertyDescriptors(value));
  return Object.fromEntries(all.filter(([, { enumerable }]) => enumerable));
}
