/** Units from one index to before another. */
export interface Range {
  readonly from: number;
  readonly to: number;
}
