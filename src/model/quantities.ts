// Numbers by the values that they can have. To TypeScript each is a number; the schemas take their limits from here.

/** @asType integer */
export type Integer = number;

/**
 * @asType integer
 * @minimum 0
 */
export type Count = number;

/**
 * @asType integer
 * @minimum 1
 */
export type AtLeastOne = number;

/** @minimum 0 */
export type NonNegative = number;

/** @exclusiveMinimum 0 */
export type Positive = number;

/**
 * @minimum 0
 * @maximum 1
 */
export type Fraction = number;

/**
 * A CPU, as the kernel numbers them.
 * @asType integer
 * @minimum 0
 */
export type CpuId = number;

/**
 * Samples per CPU (field 39 of /proc/PID/stat), by the CPU’s number.
 * @propertyNames {"pattern": "^[0-9]+$"}
 */
export type CpusSeen = Readonly<Record<string, AtLeastOne>>;
