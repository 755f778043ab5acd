/** How long n channel uses last: n/bandwidthHz, rounded up to whole nanoseconds. */
export function durationNs(uses: number, bandwidthHz: number): number {
  return Math.ceil((uses * 1e9) / bandwidthHz);
}
