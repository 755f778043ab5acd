import { accumulate, type ComplexSignal, complexSignal } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import {
  arrivingPower,
  type JointFrame,
  type Known,
  type Listening,
  ownArrival,
  remainingPower,
  unwantedOf,
} from './listening.ts';

/**
 * State evolution: the frame as it would be if what remains of the others were Gaussian noise, fresh for every user, of exactly the variance
 * that the errors of their feedback have:
 *
 *     τ_j = mean (r_j − z_j)²,     y_k = ĥ_k√P_k s(z_k) + u_k,     u_k ~ CN(0, Σ_{j≠k} |h_j|²P_j τ_j + N0)
 *
 * Only the denoiser's error at that noise decides what follows, so this is its error curve taken pass by pass, at the noise shares that occur and
 * on the pictures that are sent. The noises of one user's consecutive passes are correlated as those of the frame are: the same receiver
 * noise, and errors of feedback that change by what is new in it. For those before the last, this chain of first order is an approximation.
 *
 * Source: Rangan, Schniter, Fletcher, "Vector approximate message passing", IEEE Trans. Inf. Theory 65(10), 2019, section IV.
 */
export function gaussianTwin(frame: JointFrame): Listening {
  const { receptions, superposition } = frame;
  const { budgets, noiseVar, streamName } = superposition;
  const previous = new Map<number, Hearing>();
  return known => {
    const errors = known.map(({ values }, j) =>
      values.map((value, i) => value - receptions[j].sent.values[i]),
    );
    const left = errors.map(error => meanProduct(error, error));
    return {
      power: remainingPower(superposition, left),
      left,
      cleaned(k) {
        const unwantedVar = unwantedOf(superposition, k, left);
        const before = previous.get(k);
        const hearing = before?.known === known ? before : next(k, before);
        previous.set(k, hearing);
        return plusNoise(ownArrival(frame, k), hearing.noise, unwantedVar);
      },
    };

    function next(k: number, before: Hearing | undefined): Hearing {
      const count = before ? before.count + 1 : 0;
      const stream = randomStream(...streamName, 'twin', receptions[k].user, count);
      const fresh = complexNormal(stream, Math.ceil(receptions[k].sent.values.length / 2));
      if (!before) return { known, errors, noise: fresh, count };
      const shared = (a: readonly Float32Array[], b: readonly Float32Array[]) =>
        errors.reduce(
          (sum, _, j) => (j === k ? sum : sum + arrivingPower(budgets[j]) * meanProduct(a[j], b[j])),
          noiseVar,
        );
      const variances = shared(errors, errors) * shared(before.errors, before.errors);
      const correlation = Math.min(1, shared(errors, before.errors) / Math.sqrt(variances));
      const noise = complexSignal(
        before.noise.re.map(x => correlation * x),
        before.noise.im.map(x => correlation * x),
      );
      accumulate(noise, fresh, { re: Math.sqrt(1 - correlation ** 2), im: 0 });
      return { known, errors, noise, count };
    }
  };
}

/** What one user heard last. */
interface Hearing {
  readonly known: readonly Known[];
  readonly errors: readonly Float32Array[];
  /** Of unit variance. */
  readonly noise: ComplexSignal;
  readonly count: number;
}

function plusNoise(signal: ComplexSignal, noise: ComplexSignal, variances: Float32Array): ComplexSignal {
  for (let i = 0; i < noise.length; i++) {
    const deviation = Math.sqrt(variances[i % variances.length]);
    signal.re[i] += deviation * noise.re[i];
    signal.im[i] += deviation * noise.im[i];
  }
  return signal;
}

function meanProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum / a.length;
}
