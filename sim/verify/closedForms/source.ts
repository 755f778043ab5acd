/**
 * Smallest mean square error per entry of a white Gaussian source of unit variance, m real entries through k complex uses
 * of SNR γ: (1 + γ)^(−2k/m).
 *
 * @param usesPerEntry k/m; ½ when every use carries two entries
 *
 * Source: Shannon 1959; Goblick, "Theoretical limitations on the transmission of data from analog sources", IEEE Trans. IT
 * 11(4), 1965.
 */
export function distortionBound(usesPerEntry: number, gamma: number): number {
  return (1 + gamma) ** (-2 * usesPerEntry);
}

/** Mean square error of the best linear estimate of a unit-variance entry in noise of variance v: v/(1+v). Source: Kay 1993. */
export function linearError(variance: number): number {
  return variance / (1 + variance);
}

/** PSNR in dB of a constant error of `levels` grey levels out of 255: 20 log10(255/levels). */
export function greyLevelPsnrDb(levels: number): number {
  return 20 * Math.log10(255 / levels);
}
