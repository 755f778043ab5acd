/** The middle one of the values, of an even number the upper of the two in the middle. At least one value. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
