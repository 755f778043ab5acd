import type { Point, SchemeName } from '../../sim/cell/results.ts';
import type { Look, MarkerShape } from '../figures/markers.ts';
import { capitalised } from '../numbers.ts';
import type { Conditions } from './conditions.ts';
import { SCHEMES } from './schemes.ts';

/** What the colours of a run's figures stand for: its channels where it compares several, else its schemes. */
export interface Colours {
  readonly by: 'scheme' | 'channel';
  readonly looks: readonly Look[];
  lookOf(point: Pick<Point, 'scheme' | 'channel'>): Look;
}

/** @param all every channel of the run, so that a figure that leaves some out keeps the colours of the others */
export function coloursOf(
  { channels, schemes }: Pick<Conditions, 'channels' | 'schemes'>,
  all: readonly string[] = channels,
): Colours {
  if (all.length < 2)
    return {
      by: 'scheme',
      looks: schemes.map(name => SCHEMES[name]),
      lookOf: ({ scheme }) => SCHEMES[scheme],
    };
  const looks = new Map(all.map((name, place) => [name, channelLook(name, place)]));
  return {
    by: 'channel',
    looks: channels.map(name => looks.get(name)!),
    lookOf: ({ channel = '' }) => looks.get(channel)!,
  };
}

/** The schemes that share a panel: all, or one where colours tell channels apart. */
export function schemesPerPanel({ by }: Colours, schemes: readonly SchemeName[]): (readonly SchemeName[])[] {
  return by === 'scheme' ? [schemes] : schemes.map(scheme => [scheme]);
}

const PROPER: Readonly<Record<string, string>> = {
  awgn: 'AWGN',
  ofdm: 'OFDM',
  rayleigh: 'Rayleigh',
  rician: 'Rician',
};

/** "AWGN", "Rayleigh fast", "two pilots": as it stands within a sentence. */
export function channelLabel(name: string): string {
  return name
    .split('-')
    .map(word => PROPER[word] ?? word)
    .join(' ');
}

const MARKERS: readonly (readonly [MarkerShape, number])[] = [
  ['circle', 46],
  ['triangle', 56],
  ['square', 52],
  ['diamond', 56],
  ['star', 60],
  ['cross', 46],
];

/** Colours repeat after six. */
function channelLook(name: string, place: number): Look {
  const number = place % MARKERS.length;
  const [marker, markerArea] = MARKERS[number];
  return { name: `channel-${number + 1}`, label: capitalised(channelLabel(name)), marker, markerArea };
}
