import { objectiveAt } from '../../channels/beamforming/ascent.ts';
import { independentUsers, sentCorrelation } from '../../channels/beamforming/correlation.ts';
import {
  maximumRatioTransmission,
  type PrecoderSettings,
  regularisedZeroForcing,
  zeroForcingPrecoder,
} from '../../channels/beamforming/precoder.ts';
import { type Reception, radiatedPower, receptions } from '../../channels/beamforming/reception.ts';
import { conventionalStarts, inPhase } from '../../channels/beamforming/starts.ts';
import { type Cooperation, cooperativeWmmse, wmmse } from '../../channels/beamforming/wmmse.ts';
import {
  adjoint,
  type ComplexMatrix,
  multiply,
  rowGram,
  scaleSides,
  zeroMatrix,
} from '../../kernels/linear/matrix.ts';
import type { Matrix } from '../../kernels/orthogonalization/float64.ts';
import type { BeamScheme } from './results.ts';

/** Where the search of an optimised precoder ends, and after how many iterations at most. */
const SEARCH = { tolerance: 1e-6, maxIterations: 600 } as const;

/** Schemes whose group mates share a key. */
const COOPERATIVE: ReadonlySet<BeamScheme> = new Set(['rzf-shared', 'cooperative', 'gaussian']);

/** How one frame is sent. */
export interface BeamPlan {
  /** W, [antennas, users]: beams of users that share the air, or of users who take turns. */
  readonly precoder: ComplexMatrix;
  /** Whether users send one after the other, with 1/K of the channels each. */
  readonly inTurns: boolean;
  /** Label of every user's group: group mates share a key. */
  readonly groups: readonly number[];
  /** Correlation of what is sent; the identity where nobody shares a key. */
  readonly sent: Matrix;
  /** b, p and γ of every user. */
  readonly receptions: readonly Reception[];
}

/**
 * The precoder of a scheme and what every user receives by it. Beams radiate P together, of correlated symbols too.
 *
 * @param channel H, [users, antennas]
 * @param cooperation R and groups; read by schemes that cooperate
 * @throws as the precoders
 */
export function planBeams(
  scheme: BeamScheme,
  channel: ComplexMatrix,
  cooperation: Cooperation,
  settings: PrecoderSettings,
): BeamPlan {
  if (scheme === 'tdma') return planTurns(channel, settings);
  const users = channel.rows;
  const cooperates = COOPERATIVE.has(scheme);
  const precoder = precoderOf(scheme, channel, cooperation, settings);
  const groups = cooperates ? cooperation.groups : ownGroups(users);
  const sent = cooperates ? sentCorrelation(cooperation.correlation, groups) : independentUsers(users);
  const heard = receptions(multiply(channel, precoder), sent, settings.noiseVar);
  return { precoder, inTurns: false, groups, sent, receptions: heard };
}

function precoderOf(
  scheme: Exclude<BeamScheme, 'tdma'>,
  channel: ComplexMatrix,
  cooperation: Cooperation,
  settings: PrecoderSettings,
): ComplexMatrix {
  switch (scheme) {
    case 'mrt':
      return maximumRatioTransmission(channel, settings);
    case 'zf':
      return zeroForcingPrecoder(channel, settings);
    case 'rzf':
      return regularisedZeroForcing(channel, settings);
    case 'rzf-shared':
      return sharedZeroForcing(channel, cooperation, settings);
    case 'wmmse':
      return wmmse(channel, { ...settings, ...SEARCH }).precoder;
    case 'cooperative':
    case 'gaussian':
      return cooperativeWmmse(channel, cooperation, { ...settings, ...SEARCH }).precoder;
  }
}

/**
 * The beams of regularised zero-forcing with equal powers, turned by quarters so that group mates help each other as far as
 * their latents agree, and scaled to radiate P.
 */
function sharedZeroForcing(
  channel: ComplexMatrix,
  { correlation, groups }: Cooperation,
  settings: PrecoderSettings,
): ComplexMatrix {
  const sent = sentCorrelation(correlation, groups);
  const gram = rowGram(channel);
  const [, start] = conventionalStarts(gram, (channel.rows * settings.noiseVar) / settings.power);
  const turned = inPhase(gram, sent, start, beams => objectiveAt(gram, sent, beams, settings));
  const precoder = multiply(adjoint(channel), turned);
  const amplitude = Math.sqrt(settings.power / radiatedPower(precoder, sent));
  return scaleSides(precoder, { left: new Float64Array(precoder.rows).fill(amplitude) });
}

/** Each user alone on the air with all of the power: γ_k = P‖h_k‖²/N0. */
function planTurns(channel: ComplexMatrix, settings: PrecoderSettings): BeamPlan {
  const { rows: users, cols: antennas } = channel;
  const precoder = zeroMatrix(antennas, users);
  const heard = Array.from({ length: users }, (_, k) => {
    const own = rowOf(channel, k);
    const beam = maximumRatioTransmission(own, settings);
    for (let m = 0; m < antennas; m++) {
      precoder.re[m * users + k] = beam.re[m];
      precoder.im[m * users + k] = beam.im[m];
    }
    return receptions(multiply(own, beam), independentUsers(1), settings.noiseVar)[0];
  });
  return {
    precoder,
    inTurns: true,
    groups: ownGroups(users),
    sent: independentUsers(users),
    receptions: heard,
  };
}

/** Row k as a matrix of one row. */
export function rowOf({ cols, re, im }: ComplexMatrix, k: number): ComplexMatrix {
  return { rows: 1, cols, re: re.slice(k * cols, (k + 1) * cols), im: im.slice(k * cols, (k + 1) * cols) };
}

function ownGroups(users: number): number[] {
  return Array.from({ length: users }, (_, user) => user);
}
