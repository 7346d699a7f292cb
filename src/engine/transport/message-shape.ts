export type Check = (value: unknown) => boolean;

export const any: Check = () => true;
export const isNumber: Check = (value) => typeof value === 'number';
export const isText: Check = (value) => typeof value === 'string';
export const isFlag: Check = (value) => typeof value === 'boolean';
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
export const isList: Check = Array.isArray;

export function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

export function shaped(fields: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(fields);
  return (value) => isRecord(value) && checks.every(([name, check]) => check(value[name]));
}

/** A check for each field of each message: one that is missing doesn't compile. */
export type Shapes<Message extends { readonly type: string }> = {
  readonly [Type in Message['type']]: {
    readonly [Field in Exclude<keyof Extract<Message, { readonly type: Type }>, 'type'>]: Check;
  };
};

/** What tells these messages from all else. It never throws. */
export function messageParser<Message extends { readonly type: string }>(
  shapes: Shapes<Message>,
): (received: unknown) => Message | null {
  const checks = new Map(
    Object.entries<Readonly<Record<string, Check>>>(shapes).map(([type, fields]) => [type, shaped(fields)]),
  );
  return (received) => {
    const check = isRecord(received) ? checks.get(received.type as string) : undefined;
    return check?.(received) === true ? (received as unknown as Message) : null;
  };
}
