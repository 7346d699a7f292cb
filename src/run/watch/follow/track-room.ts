import type { FollowedThread } from '../../../machine/follow/thread/thread.ts';

/** So many points are kept in all; beyond, every second one is forgotten: an hour then costs no more memory than a minute. */
const MOST_POINTS = 100_000;
/** So many threads that have ended keep their tracks: those that ran longest. */
const MOST_TRACKS = 1_000;

/** Keeps the tracks of a long watch, and of one with many threads, in bounds. */
export class TrackRoom {
  readonly #ended = new Set<FollowedThread>();
  #stride = 1;
  #points = 0;

  /** Whether the tracks keep a sample, by its number. */
  keeps(sample: number): boolean {
    return sample % this.#stride === 0;
  }

  /** @param points that were kept @param living whose tracks go on */
  took(points: number, living: readonly FollowedThread[]): void {
    this.#points += points;
    if (this.#points > MOST_POINTS) this.#makeRoom(living);
  }

  ended(thread: FollowedThread): void {
    this.#ended.add(thread);
    if (this.#ended.size <= 2 * MOST_TRACKS) return;
    const byRun = [...this.#ended].sort((a, b) => b.runNs - a.runNs);
    for (const each of byRun.slice(MOST_TRACKS)) {
      each.track.clear();
      this.#ended.delete(each);
    }
  }

  #makeRoom(living: readonly FollowedThread[]): void {
    const tracks = [...living, ...this.#ended].map(({ track }) => track);
    const held = () => tracks.reduce((sum, { length }) => sum + length, 0);
    // Tracks of threads that ran least have been dropped since they were counted.
    if (held() > MOST_POINTS) {
      this.#stride *= 2;
      for (const track of tracks) track.thin();
    }
    this.#points = held();
  }
}
