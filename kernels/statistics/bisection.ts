/**
 * Where a rising function passes a value, by bisection of [low, high]: after `halvings` the place is known to (high − low)/2^halvings.
 *
 * @param isBelow whether the function at x is still below the value; once false, false for all larger x
 */
export function bisect(
  isBelow: (x: number) => boolean,
  [low, high]: readonly [number, number],
  halvings: number,
): number {
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
