import { beamPattern } from '../../channels/arrays/linearArray.ts';
import { timesReal } from '../../channels/beamforming/reception.ts';
import { symmetricEigen } from '../../kernels/linear/eigen.ts';
import { float64Algebra, type Matrix } from '../../kernels/orthogonalization/float64.ts';
import { rounded } from '../rounding.ts';
import type { BeamPlan } from './plan.ts';
import type { BeamPatterns, BeamScheme } from './results.ts';

const STEPS = 240;

/**
 * Power that every group's symbols send towards angles from −90° to 90°, E|a(θ)ᵀ Σ_{k in g} w_k s_k|² = a(θ)ᵀ W_g R_gg W_gᴴ a(θ)*, when all
 * radiate P = 1 together; 1 is what one antenna sends everywhere. Where nobody shares a key, the powers of a group's beams add.
 *
 * @param groups label of every user's group, 0, 1, …
 */
export function groupPatterns(scheme: BeamScheme, plan: BeamPlan, groups: readonly number[]): BeamPatterns {
  const anglesDeg = Array.from({ length: STEPS + 1 }, (_, i) => (180 * i) / STEPS - 90);
  const sines = anglesDeg.map(angle => Math.sin((angle * Math.PI) / 180));
  const { precoder } = plan;
  const array = { antennas: precoder.rows };
  const labels = [...new Set(groups)];
  // Users who take turns have all of the power for 1/K of the time.
  const share = plan.inTurns ? 1 / groups.length : 1;
  const gains = labels.map(label => {
    // Columns of W R_gg^½ carry independent symbols, whose powers add.
    const beams = timesReal(precoder, rootWithin(plan.sent, groups, label));
    const patterns = beamPattern(array, beams, sines);
    return sines.map((_, i) => share * patterns.reduce((sum, pattern) => sum + pattern[i], 0));
  });
  return { scheme, anglesDeg: rounded(anglesDeg), gains: rounded(gains) };
}

/** V √Λ of the correlation within one group, with zeros for everyone else. */
function rootWithin(sent: Matrix, groups: readonly number[], label: number): Matrix {
  const { constant, times } = float64Algebra;
  const users = groups.length;
  const within = constant(sent, users, users, (k, j) =>
    groups[k] === label && groups[j] === label ? sent.data[k * users + j] : 0,
  );
  const { values, vectors } = symmetricEigen(within);
  return times(
    vectors,
    constant(vectors, 1, users, (_, k) => Math.sqrt(Math.max(0, values[k]))),
  );
}
