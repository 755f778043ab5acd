/** A noisy latent as the denoiser's network sees it: m = √(1−β)·x and δ = √β, entry by entry. */
export interface Look {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/**
 * One deterministic step of the reverse diffusion (DDIM; Song et al., 2021, equation 12 with σ = 0). With the variance-preserving
 * x = √(1−β)·z + √β·ε, the clean estimate ẑ fixes ε, and x is rebuilt at the lower level √β′ = shrink·√β:
 *
 *     ε = (x − √(1−β)·ẑ)/√β,      x′ = √(1−β′)·ẑ + √β′·ε
 *
 * Every entry moves from its own level, so unequal noise needs no special case. An entry that was not received (β = 1) has no ε; it goes
 * to ẑ directly, at its lower level.
 *
 * @param clean ẑ, [entries]
 * @param shrink √β′/√β in (0, 1)
 */
export function nextLook({ mean, deviation }: Look, clean: Float32Array, shrink: number): Look {
  const next = { mean: new Float32Array(mean.length), deviation: new Float32Array(mean.length) };
  for (let i = 0; i < mean.length; i++) {
    const delta = deviation[i];
    const signal = Math.sqrt(Math.max(0, 1 - delta * delta));
    const epsilon = delta > 0 && signal > 0 ? (mean[i] / signal - signal * clean[i]) / delta : 0;
    const lower = delta * shrink;
    const lowerSignal = Math.sqrt(1 - lower * lower);
    next.mean[i] = lowerSignal * (lowerSignal * clean[i] + lower * epsilon);
    next.deviation[i] = lower;
  }
  return next;
}
