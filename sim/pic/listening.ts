import { type ComplexSignal, complexSignal, meanPower, zeroSignal } from '../../kernels/complex.ts';
import type { Reception, Superposition } from '../cell/schemes.ts';
import { modulate } from '../link.ts';
import { type SymbolBudget, unwantedVariances } from '../noiseShare.ts';
import type { Feedback } from './feedback.ts';

/** What is taken away of one user. */
export interface Known extends Feedback {
  /** Whether the user has been denoised at all; before, `values` are zeros of variance 1. */
  readonly isHeard: boolean;
}

/** A frame between two turns: what remains when the known parts of the users are taken away. */
export interface Remainder {
  /** Mean power per symbol of what remains: Σ_j |h_j|²P_j τ_j + N0 and what gains and transmitters leave open. */
  readonly power: number;
  /** τ_j of every user, corrected by that power once all have been heard. */
  readonly left: readonly number[];
  /** What arrives of user k beside the remains of the others. */
  cleaned(k: number): ComplexSignal;
}

/** Where remainders come from: the frame itself, or Gaussian noise in place of the others. */
export type Listening = (known: readonly Known[]) => Remainder;

/** A frame whose users are cancelled. */
export interface JointFrame {
  readonly receptions: readonly Reception[];
  readonly superposition: Superposition;
}

/** The frame itself: y − Σ_j ĥ_j √P_j s(r_j), with s the symbols of user j's own shuffle. */
export function listenTo({ receptions, superposition }: JointFrame): Listening {
  const { signal, budgets, shuffles } = superposition;
  // The last OFDM symbol may hold nothing of anyone.
  const used = Math.ceil(receptions[0].sent.values.length / 2);
  return known => {
    const symbols = known.map((user, k) => modulate(user, shuffles[k].order, shuffles[k].signs));
    const rest = complexSignal(signal.re.slice(), signal.im.slice());
    symbols.forEach((own, k) => {
      addArrived(rest, own, budgets[k], -1);
    });
    const power = meanPower(complexSignal(rest.re.subarray(0, used), rest.im.subarray(0, used)));
    return {
      power,
      left: corrected(known, superposition, power),
      cleaned(k) {
        const own = complexSignal(rest.re.slice(), rest.im.slice());
        addArrived(own, symbols[k], budgets[k], 1);
        return own;
      },
    };
  };
}

/** target += sign·ĥ√P·s, the gains in turn. */
function addArrived(
  target: ComplexSignal,
  symbols: ComplexSignal,
  { gains, power }: SymbolBudget,
  sign: number,
): void {
  const amplitude = sign * Math.sqrt(power);
  for (let i = 0; i < symbols.length; i++) {
    const re = amplitude * gains.re[i % gains.length];
    const im = amplitude * gains.im[i % gains.length];
    target.re[i] += re * symbols.re[i] - im * symbols.im[i];
    target.im[i] += re * symbols.im[i] + im * symbols.re[i];
  }
}

/** u_k for what is left of the others: one variance per gain of user k. */
export function unwantedOf(
  { budgets, noiseVar }: Superposition,
  k: number,
  left: readonly number[],
): Float32Array {
  const isOther = (_: unknown, j: number) => j !== k;
  return unwantedVariances(budgets[k], budgets.filter(isOther), noiseVar, left.filter(isOther));
}

/** The power of what remains, by the formula. */
export function remainingPower(superposition: Superposition, left: readonly number[]): number {
  const unwanted = unwantedOf(superposition, 0, left);
  return mean(unwanted) + arrivingPower(superposition.budgets[0]) * left[0];
}

/** |h|²P of one user, the mean over its gains. */
export function arrivingPower({ gains, power }: SymbolBudget): number {
  return meanPower(gains) * power;
}

/**
 * Errors of the denoiser's own estimates show in the power that remains. All τ_j are scaled alike until the formula gives that power, by no
 * more than 4 either way: where noise is most of it, the power says little about them.
 */
function corrected(known: readonly Known[], superposition: Superposition, power: number): number[] {
  const claimed = known.map(({ variance }) => variance);
  if (!known.every(({ isHeard }) => isHeard)) return claimed;
  const noise = remainingPower(
    superposition,
    claimed.map(() => 0),
  );
  const users = remainingPower(superposition, claimed) - noise;
  const factor = Math.min(4, Math.max(0.25, (power - noise) / users));
  return claimed.map(variance => factor * variance);
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Nothing is known of any user. */
export function nothingKnown({ receptions }: JointFrame): Known[] {
  return receptions.map(({ sent }) => ({
    values: new Float32Array(sent.values.length),
    variance: 1,
    isHeard: false,
  }));
}

/** Symbols of user k alone, as they arrive. */
export function ownArrival({ receptions, superposition }: JointFrame, k: number): ComplexSignal {
  const { order, signs } = superposition.shuffles[k];
  const symbols = modulate(receptions[k].sent, order, signs);
  const own = zeroSignal(superposition.signal.length);
  addArrived(own, symbols, superposition.budgets[k], 1);
  return own;
}
