/** In a shorter time (ns) the kernel's clocks, which go on with its ticks, say nothing of how many cores were busy. */
const SHORTEST_STRETCH_NS = 8e6;

/** For how long how many cores were busy. */
export class CoresBusy {
  /** In ns, by the number of cores. */
  readonly byCount: number[] = [];
  #stretch = { ranNs: 0, ns: 0 };

  /** Counts a stretch of time once it is long enough to tell. */
  add(cores: number, ns: number): void {
    this.#stretch.ranNs += cores * ns;
    this.#stretch.ns += ns;
    const { ranNs, ns: sinceNs } = this.#stretch;
    if (sinceNs < SHORTEST_STRETCH_NS) return;
    this.#stretch = { ranNs: 0, ns: 0 };
    // Between two whole numbers, some of the time goes to each: the mean is then R.
    const fewest = Math.floor(ranNs / sinceNs);
    const share = ranNs / sinceNs - fewest;
    this.#count(fewest, (1 - share) * sinceNs);
    if (share > 0) this.#count(fewest + 1, share * sinceNs);
  }

  #count(cores: number, ns: number): void {
    while (this.byCount.length <= cores) this.byCount.push(0);
    this.byCount[cores] = (this.byCount[cores] ?? 0) + ns;
  }
}
