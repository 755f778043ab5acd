import type { BeamformingResult, BeamPoint, BeamScheme } from '../../sim/beamforming/results.ts';
import { fixed, interval, listed, signed, withInterval } from '../numbers.ts';
import { schemeLook, stepsLabel } from './looks.ts';
import { gainOver, likenessAt, placeLabel, pointsAt, shownSteps, sweepOf } from './select.ts';

/** What was found, in sentences that come from the result alone. */
export function verdictSentences(result: BeamformingResult): string[] {
  const steps = shownSteps(result);
  return [
    ...likeness(result),
    ...gainOverWmmse(result, steps),
    ...whereItComesFrom(result, steps),
    ...structureCost(result, steps),
    ...sharedKeys(result, steps),
    ...bestScheme(result, steps),
    ...withoutGain(result, steps),
    ...residualCheck(result, steps),
  ];
}

function likeness(result: BeamformingResult): string[] {
  const found = likenessAt(result, result.base);
  if (!found) return [];
  const { within, between, recovered } = found;
  const parts = [
    ...(within ? [`${withInterval(within, 2)} between users of one object`] : []),
    ...(between ? [`${withInterval(between, 2)} between users of different objects`] : []),
  ];
  if (parts.length === 0) return [];
  return [
    `Latents correlate with R ${listed(parts)}; the groups found are the objects in ${fixed(100 * recovered, 0)} % of the frames.`,
  ];
}

function gainOverWmmse(result: BeamformingResult, steps: number): string[] {
  const { base } = result;
  const gain = gainOver(result, base, 'wmmse', steps);
  const own = at(result, 'cooperative', steps);
  const other = at(result, 'wmmse', steps);
  if (!gain || !own || !other) return [];
  const { mean, low, high } = gain.psnrDb;
  const reading = low > 0 ? 'a gain' : high < 0 ? 'a loss' : 'which may be nothing: the interval holds 0';
  const why = `The effective SNR goes from ${fixed(other.effectiveSnrDb.mean, 2)} to ${fixed(own.effectiveSnrDb.mean, 2)} dB, and ${percent(own)} of the users are served instead of ${percent(other)}.`;
  return [
    `At ${placeLabel(base)}, ${stepsLabel(steps)}, cooperative beams have ${signed(mean, 2)} dB ${interval(gain.psnrDb, 2)} of mean PSNR over WMMSE, ${reading}. ${why}`,
  ];
}

/** The gain over WMMSE as a sum over users who have a beam by both, by one, or by neither. */
function whereItComesFrom(result: BeamformingResult, steps: number): string[] {
  const of = (scheme: BeamScheme) =>
    result.receptions.find(one => one.scheme === scheme && one.denoiserSteps === steps);
  const [own, other] = [of('cooperative'), of('wmmse')];
  if (!own || !other) return [];
  const users = own.psnrDb.map((psnrDb, i) => ({
    gain: psnrDb - other.psnrDb[i],
    isServed: own.snr[i] >= result.servedSnr,
    wasServed: other.snr[i] >= result.servedSnr,
  }));
  const part = (holds: (user: (typeof users)[number]) => boolean) => {
    const some = users.filter(holds);
    const sum = some.reduce((total, { gain }) => total + gain, 0);
    return `${signed(sum / users.length, 2)} dB (${fixed((100 * some.length) / users.length, 0)} % of them)`;
  };
  return [
    `Of the difference to WMMSE, users whom only cooperative beams serve make ${part(user => user.isServed && !user.wasServed)}, users whom both serve ${part(user => user.isServed && user.wasServed)}, users whom only WMMSE serves ${part(user => !user.isServed && user.wasServed)}.`,
  ];
}

/** What it costs that the residual holds parts of the mates' pictures. */
function structureCost(result: BeamformingResult, steps: number): string[] {
  const gain = gainOver(result, result.base, 'gaussian', steps);
  if (!gain) return [];
  const { low, high } = gain.psnrDb;
  const sure = low > 0 || high < 0 ? '' : ', not told from 0';
  return [
    `Against the same beams with a Gaussian residual of equal power they have ${withInterval(gain.psnrDb, 2, signed)} dB${sure}: that is what the structure of the mates’ own parts costs.`,
  ];
}

/** What sharing keys gains on beams that were not made for it. */
function sharedKeys(result: BeamformingResult, steps: number): string[] {
  const gain = gainOver(result, result.base, 'rzf', steps, 'rzf-shared');
  if (!gain) return [];
  return [
    `On the beams of RZF, which serve everyone, shared keys change the mean PSNR by ${withInterval(gain.psnrDb, 2, signed)} dB.`,
  ];
}

function bestScheme(result: BeamformingResult, steps: number): string[] {
  const real = pointsAt(result, result.base, steps).filter(({ scheme }) => scheme !== 'gaussian');
  if (real.length < 2) return [];
  const best = real.reduce((top, point) => (point.psnrDb.mean > top.psnrDb.mean ? point : top));
  const label = schemeLook(best.scheme).label;
  if (best.scheme === 'cooperative') return [`No scheme has a higher mean PSNR here.`];
  const gain = gainOver(result, result.base, best.scheme, steps);
  const behind = gain
    ? `; cooperative beams differ from it by ${withInterval(gain.psnrDb, 2, signed)} dB`
    : '';
  const own = at(result, 'cooperative', steps);
  const why =
    own && own.served.mean < best.served.mean
      ? ` Beams that maximise a sum of rates leave weak users without one, ${percent(best)} served by ${label} and ${percent(own)} by cooperative beams, and the mean over pictures pays for that.`
      : '';
  return [`The highest mean PSNR is that of ${label}, ${withInterval(best.psnrDb, 2)} dB${behind}.${why}`];
}

/** Swept conditions where cooperation does not gain for sure. */
function withoutGain(result: BeamformingResult, steps: number): string[] {
  return (['snrDb', 'antennas', 'users', 'correlation'] as const).flatMap(axis => {
    const places = sweepOf(result, axis);
    if (places.length < 2) return [];
    const gains = places.flatMap(place => {
      const gain = gainOver(result, place, 'wmmse', steps);
      return gain ? [{ value: place[axis]!, ...gain.psnrDb }] : [];
    });
    const sure = gains.filter(({ low }) => low > 0).map(({ value }) => String(value));
    const lost = gains.filter(({ high }) => high < 0).map(({ value }) => String(value));
    const name = { snrDb: 'SNRs (dB)', antennas: 'antennas', users: 'users', correlation: 'correlations' }[
      axis
    ];
    return [
      `Over WMMSE, of ${gains.length} ${name} cooperative beams gain for sure at ${sure.length > 0 ? listed(sure) : 'none'}${lost.length > 0 ? ` and lose at ${listed(lost)}` : ''}.`,
    ];
  });
}

function residualCheck(result: BeamformingResult, steps: number): string[] {
  const ratios = pointsAt(result, result.base, steps).flatMap(({ residual }) =>
    residual ? [residual.variance.mean] : [],
  );
  if (ratios.length === 0) return [];
  return [
    `The variance measured on the received latents is ${fixed(Math.min(...ratios), 3)} to ${fixed(Math.max(...ratios), 3)} times what the formula says.`,
  ];
}

function at(result: BeamformingResult, scheme: BeamScheme, steps: number): BeamPoint | undefined {
  return pointsAt(result, result.base, steps).find(point => point.scheme === scheme);
}

function percent({ served }: BeamPoint): string {
  return `${fixed(100 * served.mean, 0)} %`;
}
