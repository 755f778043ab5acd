import { z } from 'zod';
import { show } from '../scenarioFields.ts';
import { didYouMean } from '../suggest.ts';
import { type ChannelInput, type ChannelSettings, channelSchema } from './settings.ts';

/** Channels that need no description. */
const KNOWN: Readonly<Record<string, ChannelInput>> = {
  awgn: {},
  rayleigh: { fading: { time: 'block' } },
  'rayleigh-fast': { fading: { time: 'fast' } },
  rician: { fading: { kFactorDb: 6, time: 'block' } },
  multipath: { multipath: { delaySpreadNs: 200 }, ofdm: { subcarriers: 64, cyclicPrefix: 32 } },
};

const BAD_NAME = 'is not a name of small letters, digits and hyphens that begins with a letter';

/** The channels of a scenario by name, as its fields `channels` (descriptions) and `channel` (which of them to run). */
export const channelFields = {
  channels: z
    .record(z.string(), channelSchema, {
      error: ({ input }) => `${show(input)} is not an object of channels by name`,
    })
    .superRefine((channels, context) => {
      const names = Object.keys(channels);
      for (const name of names.filter(name => !/^[a-z][a-z0-9-]*$/.test(name)))
        context.addIssue({ code: 'custom', path: [name], message: `${show(name)} ${BAD_NAME}` });
      if (names.length === 0)
        context.addIssue({ code: 'custom', path: [], message: 'is empty; describe at least one channel' });
    })
    .optional(),
  /** Names of channels, the scenario's own or known ones. Default: all of the scenario's own. */
  channel: z
    .union([z.string(), z.array(z.string()).min(1)], {
      error: ({ input }) => `${show(input)} is not the name of a channel or a list of names`,
    })
    .transform(names => (typeof names === 'string' ? [names] : names))
    .optional(),
} as const;

interface ChannelFields {
  readonly channels?: Readonly<Record<string, ChannelSettings>> | undefined;
  readonly channel?: readonly string[] | undefined;
}

/** What is wrong with the names in `channel`, one message each. */
export function channelNameProblems({ channels = {}, channel: names = [] }: ChannelFields): string[] {
  const known = [...new Set([...Object.keys(channels), ...Object.keys(KNOWN)])];
  return [
    ...names
      .filter(name => !known.includes(name))
      .map(
        name => `${show(name)} is no channel${didYouMean(name, known) || `; known are ${known.join(', ')}`}`,
      ),
    ...names.filter((name, i) => names.indexOf(name) < i).map(name => `${show(name)} is listed twice`),
  ];
}

/** Names in the order in which they are run, with the settings of each; nothing where the scenario names no channel. */
export function chosenChannels({ channels, channel: names }: ChannelFields): {
  channel?: readonly string[];
  channels?: Readonly<Record<string, ChannelSettings>>;
} {
  if (channels === undefined && names === undefined) return {};
  const chosen = names ?? Object.keys(channels ?? {});
  const settings = chosen.map(name => [name, channels?.[name] ?? channelSchema.parse(KNOWN[name])] as const);
  return { channel: chosen, channels: Object.fromEntries(settings) };
}
