import { adjoint, type ComplexMatrix, multiply, rowGram, scaleSides } from '../../kernels/linear/matrix.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';
import { solvingFor } from '../arrays/channelMatrix.ts';
import { type Ascent, type AscentSettings, ascend, objectiveAt } from './ascent.ts';
import { independentUsers, requireCorrelation, sentCorrelation } from './correlation.ts';
import { type PrecoderSettings, requirePrecoding } from './precoder.ts';
import { radiatedPower } from './reception.ts';
import { conventionalStarts, inPhase } from './starts.ts';

export interface WmmseSettings
  extends Omit<PrecoderSettings, 'allocation'>,
    Partial<Pick<AscentSettings, 'tolerance' | 'maxIterations'>> {}

/** Users whose latents are alike. */
export interface Cooperation {
  /** R, [K, K]: correlation of the users' latents, R_kj = ⟨z_k, z_j⟩/2n. */
  readonly correlation: Matrix;
  /** Label of every user's group; group mates share one permutation. */
  readonly groups: readonly number[];
}

export interface OptimisedPrecoder {
  /** W, [M, K]. */
  readonly precoder: ComplexMatrix;
  /** Σ_k log2(1 + γ_k), bits per channel use. */
  readonly sumRate: number;
  /** Iterations of all starts together. */
  readonly iterations: number;
  /** Whether the start that won met the tolerance; if not, more iterations may still raise the rate. */
  readonly converged: boolean;
}

/**
 * Precoder that maximises the sum rate of users with independent symbols, by WMMSE from two starts, maximum ratio and regularised
 * zero-forcing; the better end wins. The problem is not convex: this is a local maximum, never below its starts.
 *
 * @param channel H [K, M], row k is h_kᴴ
 * @param settings `tolerance` 1e-8 and `maxIterations` 1000 for each start when left out
 * @throws as `Precoder`
 *
 * Source: see `ascend`.
 */
export function wmmse(channel: ComplexMatrix, settings: WmmseSettings): OptimisedPrecoder {
  requirePrecoding(channel, settings);
  return bestAscent(channel, independentUsers(channel.rows), settings, conventionalStarts);
}

/**
 * Precoder that maximises Σ_k log(1 + γ_k) of `receptions` for users in groups: the correlation-aware WMMSE. W is scaled to the mean power
 * that correlated symbols really radiate, tr(W C Wᴴ) = P with C = `sentCorrelation(R, groups)`; equal symbols add up in the air, so
 * Σ ‖w_k‖² is not it. Starts are maximum ratio, regularised zero-forcing and the result of `wmmse`, their beams turned in phase so
 * that group mates add up; the best end wins, a local maximum. R = I or groups of one are `wmmse`; R = 1 is multicast within each
 * group.
 *
 * @param channel H [K, M], row k is h_kᴴ
 * @param settings as for `wmmse`
 * @throws ConfigError as `requireCorrelation` and `sentCorrelation`; as `wmmse`
 */
export function cooperativeWmmse(
  channel: ComplexMatrix,
  { correlation, groups }: Cooperation,
  settings: WmmseSettings,
): OptimisedPrecoder {
  requirePrecoding(channel, settings);
  const users = channel.rows;
  const sent = sentCorrelation(requireCorrelation(correlation, users, 'correlation'), groups);
  return bestAscent(channel, sent, settings, (gram, loading) => {
    const conventional = conventionalStarts(gram, loading);
    const selfish = ascents(gram, independentUsers(users), conventional, settings);
    const objective = (coefficients: ComplexMatrix) => objectiveAt(gram, sent, coefficients, settings);
    return [...conventional, best(selfish).coefficients].map(start => inPhase(gram, sent, start, objective));
  });
}

function bestAscent(
  channel: ComplexMatrix,
  correlation: Matrix,
  settings: WmmseSettings,
  startsOf: (gram: ComplexMatrix, loading: number) => ComplexMatrix[],
): OptimisedPrecoder {
  const gram = rowGram(channel);
  const loading = (channel.rows * settings.noiseVar) / settings.power;
  const runs = solvingFor('wmmse', settings, () =>
    ascents(gram, correlation, startsOf(gram, loading), settings),
  );
  const { coefficients, objectives, converged } = best(runs);
  const precoder = multiply(adjoint(channel), coefficients);
  const amplitude = Math.sqrt(settings.power / radiatedPower(precoder, correlation));
  return {
    precoder: scaleSides(precoder, { left: new Float64Array(precoder.rows).fill(amplitude) }),
    sumRate: objectives[objectives.length - 1] / Math.LN2,
    iterations: runs.reduce((sum, run) => sum + run.iterations, 0),
    converged,
  };
}

function ascents(
  gram: ComplexMatrix,
  correlation: Matrix,
  starts: readonly ComplexMatrix[],
  settings: WmmseSettings,
): Ascent[] {
  return starts.map(start =>
    ascend(gram, correlation, start, { tolerance: 1e-8, maxIterations: 1000, ...settings }),
  );
}

/** The first of those that came highest. */
function best(runs: readonly Ascent[]): Ascent {
  const end = ({ objectives }: Ascent) => objectives[objectives.length - 1];
  return runs.reduce((highest, run) => (end(run) > end(highest) ? run : highest));
}
