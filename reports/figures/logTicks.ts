const MOST_TICKS = 7;

/** Round values inside a logarithmic axis: 1, 2, 5, 10, …, or only powers of ten (every k-th one) where these are too many. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const inside = (value: number) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  const fine = powers(first, last, 1).flatMap(power =>
    [1, 2, 5].map(digit => Number((digit * power).toPrecision(1))),
  );
  if (fine.filter(inside).length <= MOST_TICKS) return fine.filter(inside);
  const stride = Math.ceil((last - first) / MOST_TICKS);
  return powers(first, last, stride).filter(inside);
}

function powers(first: number, last: number, stride: number): number[] {
  return Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, i) =>
    Number(`1e${first + i * stride}`),
  );
}
