/** What held workers or threads back, in words: `quota: throttled in 12 periods; steal: the host took 4 %`. */
export function causesText(causes: readonly string[]): string {
  return causes.join('; ');
}
