import { bisect } from '../../kernels/statistics/bisection.ts';

/** Powers of superposed layers, in the order in which they are decoded. */
export interface Ladder {
  /** P per complex symbol. */
  readonly powers: readonly number[];
  /** γ: the ratio of signal to interference and noise that every layer has when it is decoded. */
  readonly sinr: number;
}

/**
 * Splits energy among users so that every layer has the same SINR γ when those before it have been taken away. With g = |h|² and the users in
 * the order of decoding, in the uplink the strongest first,
 *
 *     g_i P_i = γ (Σ_{j>i} g_j P_j + N0),     Σ P_i = energy,
 *
 * so that γ solves Σ_i γ(1+γ)^(m−1−i) N0/g_i = energy; with equal g this is (1 + γ)^m = 1 + energy·g/N0: each of the m users has an m-th of the
 * sum capacity, as much as by taking turns at m times the power.
 *
 * @param gains |h|² > 0
 * @param energy Σ P > 0
 * @param noiseVar N0 > 0
 *
 * Source: Cover, Thomas, "Elements of information theory", 2006, section 15.3.6, for the order.
 */
export function uplinkLadder(gains: readonly number[], energy: number, noiseVar: number): Ladder {
  return ladder(
    gains,
    energy,
    noiseVar,
    (sinr, i, weaker) => (sinr * (weaker.arriving + noiseVar)) / gains[i],
  );
}

/**
 * The same in the downlink, where everything that is sent reaches a user through its own gain, and each user decodes the layers of those who
 * hear worse before its own. In the order of decoding, the user who hears worst first,
 *
 *     P_i = γ (Σ_{j>i} P_j + N0/g_i),     Σ P_i = energy.
 *
 * Whoever hears better than user i has a higher SINR of its layer than γ.
 *
 * Source: Cover, "Broadcast channels", IEEE Trans. Inf. Theory 18(1), 1972.
 */
export function downlinkLadder(gains: readonly number[], energy: number, noiseVar: number): Ladder {
  return ladder(gains, energy, noiseVar, (sinr, i, weaker) => sinr * (weaker.sent + noiseVar / gains[i]));
}

/** What is decoded later: Σ P and Σ |h|²P. */
interface Weaker {
  readonly sent: number;
  readonly arriving: number;
}

function ladder(
  gains: readonly number[],
  energy: number,
  noiseVar: number,
  power: (sinr: number, i: number, weaker: Weaker) => number,
): Ladder {
  const powersAt = (sinr: number) => {
    const powers = gains.map(() => 0);
    let weaker: Weaker = { sent: 0, arriving: 0 };
    for (let i = gains.length - 1; i >= 0; i--) {
      powers[i] = power(sinr, i, weaker);
      weaker = { sent: weaker.sent + powers[i], arriving: weaker.arriving + gains[i] * powers[i] };
    }
    return { powers, sum: weaker.sent };
  };
  // One user alone with all of the energy has the highest SINR that there can be.
  const highest = (Math.max(...gains) * energy) / noiseVar;
  const sinr = bisect(x => powersAt(x).sum < energy, [0, highest], 60);
  const { powers, sum } = powersAt(sinr);
  return { powers: powers.map(p => (p * energy) / sum), sinr };
}
