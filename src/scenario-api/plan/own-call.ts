import type { Json } from '../../model/json.ts';
import type { Setting } from '../../model/setting.ts';

/** A call of which it is known that it holds the lock, and one that releases it: seen otherwise, the same run tells nothing of another call. */
export const CONTROLS = {
  python: { holds: 'a loop', releases: 'sha256 of 4 MiB' },
  node: { holds: 'a loop', releases: 'pbkdf2' },
} as const;

/** How often the user's own call is measured, between the controls. */
const ROUNDS = 3;

/** What the work of one language is to measure besides its own calls: the user's, where it is in that language. */
export function ownCallIn(
  language: 'python' | 'node',
  { call }: Setting,
): { readonly own: Json; readonly units: number } {
  if (call?.language !== language) return { own: null, units: 0 };
  const { holds, releases } = CONTROLS[language];
  const own = { ...call, controls: [holds, releases], rounds: ROUNDS };
  return { own, units: 3 * ROUNDS };
}
