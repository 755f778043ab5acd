import { z } from 'zod';
import { isNumberIn, isOneOf, isWholeIn, one, show } from '../scenarioFields.ts';

type FadingTime = 'block' | 'fast' | 'doppler';
export type ToldNoise = 'perEntry' | 'average';

const TIMES: readonly FadingTime[] = ['block', 'fast', 'doppler'];
const TOLD: readonly ToldNoise[] = ['perEntry', 'average'];

const decibels = (low: number, high: number) =>
  one<number>(`a number of decibels between ${low} and ${high}`, isNumberIn(low, high));
const hertz = one<number>('a frequency between 0 and 1e9 Hz', isNumberIn(0, 1e9));
const nanoseconds = (low: number) => one<number>(`a time between ${low} and 1e6 ns`, isNumberIn(low, 1e6));

/** One gain for all frequencies, E|h|² = 1. */
const fading = z.strictObject({
  /** Power of the line of sight over that of all scattered paths; left out, there is no line of sight (Rayleigh). */
  kFactorDb: decibels(-40, 60).optional(),
  /** One gain for a frame, one for every symbol, or one that changes at the pace of `dopplerHz`. Default: block, doppler where `dopplerHz` is given. */
  time: one<FadingTime>(`one of ${TIMES.join(', ')}`, isOneOf(TIMES)).optional(),
  /** Largest Doppler shift, speed over wavelength. */
  dopplerHz: hertz.optional(),
});

const path = z.strictObject({ delayNs: nanoseconds(0), powerDb: decibels(-200, 200) });

/** Rayleigh paths of different delay, which stay for a frame. */
const multipath = z.strictObject({
  /** Delay at which an exponential profile has fallen to 1/e; it is cut at −30 dB. */
  delaySpreadNs: nanoseconds(0.001).optional(),
  /** Or the paths one by one; their powers are scaled to add up to 1. */
  paths: z
    .array(path, { error: ({ input }) => `${show(input)} is not a list of paths` })
    .min(1, 'the list is empty; give at least one path { delayNs, powerDb }')
    .optional(),
});

const ofdm = z.strictObject({
  subcarriers: one<number>(
    'a power of two from 8 to 4096',
    value => isWholeIn(8, 4096)(value) && Number.isInteger(Math.log2(value as number)),
  ).default(64),
  /** Samples. */
  cyclicPrefix: one<number>('a whole number of samples between 0 and 4096', isWholeIn(0, 4096)).default(16),
});

const impairments = z.strictObject({
  /** Offset between the carriers of transmitters and receiver, which nothing corrects. */
  carrierOffsetHz: one<number>('a frequency between -1e9 and 1e9 Hz', isNumberIn(-1e9, 1e9)).optional(),
  /** Width of the oscillators' line, transmitter's and receiver's together; nothing tracks the phase. */
  phaseNoiseHz: hertz.optional(),
  /** Level at which each transmitter's amplifier saturates, over its mean power. */
  amplifierBackOffDb: decibels(-20, 40).optional(),
  /** Bits per real dimension of the receiver's converter. */
  adcBits: one<number>('a whole number of bits between 1 and 24', isWholeIn(1, 24)).optional(),
});

const description = z.strictObject({
  fading: fading.optional(),
  multipath: multipath.optional(),
  ofdm: ofdm.optional(),
  /** Pilots per user, from which the receiver estimates the gains; left out, it knows them. */
  pilots: one<number>(
    'a whole number of pilots between 1 and 1024; leave it out for a receiver that knows the channel',
    isWholeIn(1, 1024),
  ).optional(),
  impairments: impairments.optional(),
  /** Whether the networks hear how noisy each entry is, or only the average over the frame. */
  toldNoise: one<ToldNoise>(`one of ${TOLD.join(', ')}`, isOneOf(TOLD)).default('perEntry'),
});

export const channelSchema = description
  .superRefine((settings, context) => {
    const problem = (path: readonly string[], message: string) =>
      context.addIssue({ code: 'custom', path: [...path], message });
    const { fading: flat, multipath: echoes } = settings;
    if (flat && echoes)
      problem(['multipath'], 'a channel has either fading (one gain for all frequencies) or multipath');
    if (settings.ofdm && !echoes)
      problem(['ofdm'], 'without multipath all subcarriers are alike; give multipath too');
    if (echoes && (echoes.delaySpreadNs === undefined) === (echoes.paths === undefined))
      problem(['multipath'], 'give either delaySpreadNs or paths');
    if (settings.ofdm && settings.ofdm.cyclicPrefix > settings.ofdm.subcarriers)
      problem(
        ['ofdm', 'cyclicPrefix'],
        `${settings.ofdm.cyclicPrefix} is longer than the OFDM symbol of ${settings.ofdm.subcarriers} samples`,
      );
    if (flat?.dopplerHz !== undefined && flat.time !== undefined && flat.time !== 'doppler')
      problem(['fading', 'dopplerHz'], `belongs to time 'doppler', not ${show(flat.time)}`);
    if (flat?.time === 'doppler' && flat.dopplerHz === undefined)
      problem(
        ['fading', 'dopplerHz'],
        "nothing is not a frequency between 0 and 1e9 Hz; time 'doppler' needs it",
      );
    const changes = flat?.time === 'fast' || flat?.dopplerHz !== undefined;
    if (!flat && !echoes && settings.pilots !== undefined)
      problem(['pilots'], 'a channel without fading and multipath has nothing to estimate; leave them out');
    if (changes && settings.pilots !== undefined)
      problem(
        ['pilots'],
        'pilots ahead of a frame say nothing of gains that change within it; leave them out',
      );
  })
  .transform(({ fading: flat, multipath: echoes, ofdm: carriers, ...rest }) => ({
    ...rest,
    ...(flat
      ? { fading: { ...flat, time: flat.time ?? (flat.dopplerHz === undefined ? 'block' : 'doppler') } }
      : {}),
    ...(echoes ? { multipath: echoes, ofdm: carriers ?? ofdm.parse({}) } : {}),
  }));

/** What a scenario may say of a channel. */
export type ChannelInput = z.input<typeof channelSchema>;

/** A channel after defaults. Without fading and multipath it adds white Gaussian noise and nothing else. */
export type ChannelSettings = z.output<typeof channelSchema>;

/** The keys that are valid at a path below `channels`. */
export function channelKeysAt(at: string): string[] {
  const [, name, ...rest] = at.split('.');
  if (name === undefined) return [];
  const inner = rest.filter(part => !/^\d+$/.test(part)).join('.');
  switch (inner) {
    case 'fading':
      return Object.keys(fading.shape);
    case 'multipath':
      return Object.keys(multipath.shape);
    case 'multipath.paths':
      return Object.keys(path.shape);
    case 'impairments':
      return Object.keys(impairments.shape);
    case 'ofdm':
      return Object.keys(ofdm.shape);
    default:
      return Object.keys(description.shape);
  }
}
