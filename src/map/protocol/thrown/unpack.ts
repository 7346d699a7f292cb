import { ERROR_CLASSES } from '../../../base/errors/read-thrown.ts';
import type { PackedError, PackedThrown } from './packed.ts';

/** What was thrown, as far as it came. What couldn't be kept of an error stands on its property `notKept`. */
export function unpackThrown(packed: PackedThrown): unknown {
  return new Unpacker().unpack(packed);
}

class Unpacker {
  readonly #errors = new Map<PackedError, Error>();

  unpack(packed: PackedThrown): unknown {
    if (packed.type === 'value') return packed.value;
    if (packed.type === 'list') return packed.items.map((item) => this.unpack(item));
    return this.#errors.get(packed) ?? this.#unpackError(packed);
  }

  #unpackError(packed: PackedError): Error {
    const { name, message, stack, properties, notKept } = packed;
    const error = ofClass(packed);
    this.#errors.set(packed, error);
    if (error.name !== name) define(error, 'name', name, false);
    if (error.message !== message) define(error, 'message', message, false);
    if (stack !== null) define(error, 'stack', stack, false);
    for (const { key, isEnumerable, packed: value } of properties) {
      define(error, key, this.unpack(value), isEnumerable);
    }
    if (notKept.length > 0) define(error, 'notKept', notKept, true);
    return error;
  }
}

/** To assign one that is called `__proto__` would take the error its class. */
function define(error: Error, key: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(error, key, { value, enumerable, configurable: true, writable: true });
}

/** `instanceof` says of the language's own classes on this side what it says on that one; one that we don't have keeps its name. */
function ofClass({ builtIn, className, message, name }: PackedError): Error {
  const error = ofBuiltIn(builtIn, message, name);
  if (className === builtIn) return error;
  const Base = error.constructor as ErrorConstructor;
  const named = { [className]: class extends Base {} }[className] as ErrorConstructor;
  return Object.setPrototypeOf(error, named.prototype);
}

function ofBuiltIn(className: string, message: string, name: string): Error {
  if (className === 'DOMException') return new DOMException(message, name);
  if (className === 'AggregateError') return new AggregateError([], message);
  return new (ERROR_CLASSES.get(className) ?? Error)(message);
}
