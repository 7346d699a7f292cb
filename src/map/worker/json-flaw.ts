/** What JSON has no room for, and the way to it. */
interface Flaw {
  readonly what: string;
  /** From the innermost out. */
  readonly way: string[];
}

/**
 * What of a value JSON would change without a word, and where: `NaN at .rows[3]`; null where all of it survives. A property that
 * is undefined counts as one that isn’t there.
 * @param value one in which no object contains itself
 */
export function jsonFlaw(value: unknown): string | null {
  const flaw = flawIn(value);
  if (flaw === null) return null;
  return flaw.way.length === 0 ? flaw.what : `${flaw.what} at ${flaw.way.reverse().join('')}`;
}

function flawIn(value: unknown): Flaw | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : { what: String(value), way: [] };
  if (typeof value !== 'object') {
    return { what: value === undefined ? 'undefined' : `a ${typeof value}`, way: [] };
  }
  if (Array.isArray(value)) return flawInArray(value);
  const className = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return className === 'Object' ? flawInObject(value) : { what: `an object of class ${className}`, way: [] };
}

function flawInArray(values: readonly unknown[]): Flaw | null {
  for (let index = 0; index < values.length; index++) {
    const flaw = flawIn(values[index]);
    if (flaw !== null) return within(flaw, `[${index}]`);
  }
  return null;
}

/** What says by itself what it is in JSON is that. */
function flawInObject(value: object): Flaw | null {
  if ('toJSON' in value && typeof value.toJSON === 'function') return flawIn(value.toJSON());
  for (const key of Object.keys(value)) {
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    const flaw = inner === undefined ? null : flawIn(inner);
    if (flaw !== null) return within(flaw, `.${key}`);
  }
  return null;
}

function within(flaw: Flaw, step: string): Flaw {
  flaw.way.push(step);
  return flaw;
}
