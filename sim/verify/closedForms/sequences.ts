/**
 * Welch's bound: of K unit vectors in N dimensions, K > N, some pair has |⟨a, b⟩| ≥ √((K−N)/(N(K−1))).
 *
 * Source: Welch, "Lower bounds on the maximum cross correlation of signals", IEEE Trans. IT 20(3), 1974.
 */
export function welchBound(dimensions: number, vectors: number): number {
  return Math.sqrt((vectors - dimensions) / (dimensions * (vectors - 1)));
}

/**
 * Power pattern of a uniform linear array that points broadside, relative to one antenna of the same total power:
 * sin²(Nψ/2)/(N sin²(ψ/2)), ψ = 2π(d/λ) sin θ. It is N at broadside and 0 first at sin θ = λ/(Nd).
 *
 * Source: Balanis, Antenna Theory, 2016, equation 6-10.
 */
export function broadsidePattern(antennas: number, spacing: number, sine: number): number {
  const half = Math.PI * spacing * sine;
  const divisor = Math.sin(half);
  return Math.abs(divisor) < 1e-12 ? antennas : Math.sin(antennas * half) ** 2 / (antennas * divisor ** 2);
}
