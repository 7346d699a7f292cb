import { usageError } from './errors/errors.ts';

const MS_PER_UNIT: Readonly<Record<string, number>> = { us: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const DURATION = /^(\d+(?:\.\d+)?|\.\d+)(us|ms|s|m|h)$/;

/**
 * Parses a duration that carries its unit: `50ms`, `1.5s`, `2m`.
 * @returns milliseconds, more than 0
 * @throws ConcurError (USAGE) for a missing or unknown unit, and for 0
 */
export function parseDuration(text: string): number {
  const match = DURATION.exec(text.trim());
  const ms = match === null ? Number.NaN : Number(match[1]) * (MS_PER_UNIT[match[2] as string] as number);
  if (!(ms > 0) || ms > 7 * 24 * 3_600_000) {
    throw usageError(
      `“${text}” is not a duration`,
      'Write a number above 0 and its unit: 50ms, 1.5s or 2m (a week at most).',
    );
  }
  return ms;
}

const BYTES_PER_UNIT: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
};
const SIZE = /^(\d+(?:\.\d+)?|\.\d+) ?([kmg]i?b|b)$/i;

/**
 * Parses a size that carries its unit, SI or IEC: `512B`, `64KB` (64,000 bytes), `1.5MiB`.
 * @returns whole bytes
 * @throws ConcurError (USAGE) for a missing or unknown unit, and for a part of a byte
 */
export function parseSize(text: string): number {
  const match = SIZE.exec(text.trim());
  const bytes =
    match === null
      ? Number.NaN
      : Number(match[1]) * (BYTES_PER_UNIT[match[2]?.toUpperCase() as string] as number);
  if (!Number.isSafeInteger(bytes)) {
    throw usageError(
      `“${text}” is not a size`,
      'Write a number of whole bytes and its unit: 512B, 64KB or 1MiB.',
    );
  }
  return bytes;
}

// Everything below is the one place where numbers are rounded for people.

/** `12.3 ms`, `1.50 s`, `2 m 05 s` from nanoseconds. Each unit ends where its rounding would reach the next. */
export function formatNs(ns: number | null): string {
  if (ns === null) return '?';
  if (ns < 999.5) return `${Math.round(ns)} ns`;
  if (ns < 999.95e3) return `${(ns / 1e3).toFixed(1)} us`;
  if (ns < 99.95e6) return `${(ns / 1e6).toFixed(1)} ms`;
  if (ns < 999.5e6) return `${(ns / 1e6).toFixed(0)} ms`;
  if (ns < 59.995e9) return `${(ns / 1e9).toFixed(2)} s`;
  const seconds = Math.round(ns / 1e9);
  return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
}

/** `950`, `12.3k`, `4.56M`, `1.20G`: three significant digits, SI prefixes. */
export function formatCount(value: number | null): string {
  if (value === null) return '?';
  const prefixes = ['', 'k', 'M', 'G', 'T'];
  // Rounded first: what becomes 1,000 of a prefix belongs to the next.
  const size = Math.abs(Number(value.toPrecision(3)));
  const step = size < 1 ? 0 : Math.min(prefixes.length - 1, Math.floor(Math.log10(size) / 3 + 1e-9));
  if (step === 0) return Number.isInteger(value) ? `${value}` : value.toPrecision(3);
  return `${(value / 1000 ** step).toPrecision(3)}${prefixes[step]}`;
}

/** `38.2 MB` from bytes (SI megabytes). */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return '?';
  return bytes < 999.95e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** `37 %` from a share of 1. Never rounds something up to all, nor down to nothing. */
export function formatShare(share: number | null): string {
  if (share === null) return '?';
  if (share > 0 && share < 0.005) return '<1 %';
  if (share < 1 && share >= 0.995) return '>99 %';
  return `${Math.round(share * 100)} %`;
}

/** `1.97` from a ratio or a number of cores. */
export function formatRatio(value: number | null): string {
  return value === null ? '?' : value.toFixed(2);
}

/** `1 worker`, `2 workers`; `1 process`, `2 processes`. */
export function countOf(count: number, noun: string): string {
  if (count === 1) return `${count} ${noun}`;
  return `${count} ${noun}${/(s|sh|ch|x)$/.test(noun) ? 'es' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(items: readonly string[], conjunction = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}
