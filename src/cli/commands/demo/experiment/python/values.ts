import { inspect } from 'node:util';
import { record } from '../../../../../base/shape/combine.ts';
import { flaw, type Shape } from '../../../../../base/shape/shape.ts';
import { isObject } from '../../../../../base/shape/values.ts';
import { countOf } from '../../../../../base/units.ts';

/** A function of Python's, as the file that holds it describes it. */
export class PythonFunction {
  /** The name that leads to it from its module; null where there is none. */
  readonly name: string | null;
  /** The arguments that it needs where it can't be called with one; null where it can. */
  readonly needs: readonly string[] | null;

  constructor(name: string | null, needs: readonly string[] | null) {
    this.name = name;
    this.needs = needs;
  }

  [inspect.custom](): string {
    return 'a function';
  }
}

/** Something of Python's that JSON has no room for. */
class PythonValue {
  readonly #type: string;

  constructor(type: string) {
    this.#type = type;
  }

  [inspect.custom](): string {
    return `of type ${this.#type}`;
  }
}

/** JSON of Python's, with all that is marked in it. */
export function parsePython(text: string): unknown {
  return JSON.parse(text, (_name, value) => (isObject(value) && '$python' in value ? marked(value) : value));
}

function marked({ $python, name, needs, type }: Readonly<Record<string, unknown>>): unknown {
  if ($python !== 'function') return new PythonValue(String(type));
  return new PythonFunction(name as string | null, needs as readonly string[] | null);
}

/** What was a dictionary in Python. */
export function isDict(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !(value instanceof PythonFunction || value instanceof PythonValue);
}

/** A function that can be called with one argument, or with none. @param given what that argument is */
export function functionOf(given: string): Shape {
  return (value, path) => {
    if (!(value instanceof PythonFunction)) return flaw(path, 'a function', value);
    const { needs } = value;
    if (needs === null) return null;
    const needed = `${countOf(needs.length, 'argument')} (${needs.join(', ')})`;
    return { message: `${path} can’t be called: it needs ${needed}, and is given one: ${given}`, hint: null };
  };
}

/** A dictionary with a shape for each of its fields, and no others. */
export function dictOf<Type>(
  wanted: string,
  fields: { readonly [name in keyof Required<Type>]: Shape },
): Shape {
  const shape = record<Type>(wanted, fields);
  return (value, path) => (isDict(value) ? shape(value, path) : flaw(path, wanted, value));
}

/** A dictionary whose keys are names of the user's: `trials["two threads"]`. */
export function named(wanted: string, entry: Shape, least = 1): Shape {
  return (value, path) => {
    if (!isDict(value) || Object.keys(value).length < least) return flaw(path, wanted, value);
    for (const [name, inner] of Object.entries(value)) {
      const at = entryOf(path, name);
      const found = name.trim() === '' ? flaw(at, 'under a name that is not empty', name) : entry(inner, at);
      if (found !== null) return found;
    }
    return null;
  };
}

/** The path of such an entry. */
export function entryOf(path: string, name: string): string {
  return `${path}[${JSON.stringify(name)}]`;
}
