const FEWEST_TICKS = 3;
const MOST_TICKS = 7;

/**
 * Round values inside a logarithmic axis: 1, 2, 5, 10, …; only powers of ten (every k-th one) where these are too many, and evenly spaced
 * values where they are too few.
 */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const inside = (value: number) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  const fine = powers(first, last, 1)
    .flatMap(power => [1, 2, 5].map(digit => Number((digit * power).toPrecision(1))))
    .filter(inside);
  if (fine.length < FEWEST_TICKS) return evenTicks([low, high]);
  if (fine.length <= MOST_TICKS) return fine;
  const stride = Math.ceil((last - first) / MOST_TICKS);
  return powers(first, last, stride).filter(inside);
}

/** At most six evenly spaced round values inside an axis. */
export function evenTicks([low, high]: readonly [number, number]): number[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / 5));
  const step = [1, 2, 5, 10].map(digit => digit * power).find(size => (high - low) / size <= 5)!;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

/** A tick of a logarithmic axis: powers of ten from 10⁴ on as such. */
export function logLabel(value: number): string {
  const exponent = Math.log10(value);
  if (exponent < 4 || !Number.isInteger(exponent)) return String(value);
  return `10${[...String(exponent)].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`;
}

function powers(first: number, last: number, stride: number): number[] {
  return Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, i) =>
    Number(`1e${first + i * stride}`),
  );
}
