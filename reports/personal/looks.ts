import type { Access, CodecName, Way } from '../../sim/personal/results.ts';
import type { LineStyle, Look } from '../figures/markers.ts';

/** How a kind of codec is called, drawn and explained. */
export interface CodecLook {
  readonly look: Look;
  readonly style: LineStyle;
  readonly label: string;
  readonly note: string;
}

const SOLID: LineStyle = { dash: 'none', filled: true };

const LOOKS: Readonly<Record<CodecName, CodecLook>> = {
  universal: {
    look: { name: 'omdma', label: 'Universal', marker: 'circle', markerArea: 46 },
    style: SOLID,
    label: 'Universal',
    note: 'one codec for all users, as it came',
  },
  adapted: {
    look: { name: 'gaussian', label: 'Adapted', marker: 'diamond', markerArea: 52 },
    style: SOLID,
    label: 'Adapted',
    note: 'one codec for all users, trained on with the pictures of all, for as many steps as all personal ones together',
  },
  personal: {
    look: { name: 'superposed', label: 'Personal', marker: 'triangle', markerArea: 52 },
    style: SOLID,
    label: 'Personal',
    note: 'a codec for each user, trained on with that user’s pictures alone',
  },
  rotated: {
    look: { name: 'tdma', label: 'Rotated', marker: 'star', markerArea: 60 },
    style: { dash: '6 4', filled: true },
    label: 'Rotated',
    note: 'the universal codec behind a rotation of the latent channels for each user: other features, the same quality, no training',
  },
};

const ACCESS_LABELS: Readonly<Record<Access, string>> = {
  keys: 'all at once, with keys',
  'no-keys': 'all at once, without keys',
  gaussian: 'among Gaussian noise of the others’ power',
  alone: 'alone on the air',
};

export function codecLook(codec: CodecName): CodecLook {
  return LOOKS[codec];
}

/** All kinds of codec, in the order of the legend, and all ways to be on the air. */
export const CODECS = Object.keys(LOOKS) as CodecName[];
export const ACCESSES = Object.keys(ACCESS_LABELS) as Access[];

export function accessLabel(access: Access): string {
  return ACCESS_LABELS[access];
}

const SHORT: Readonly<Record<Access, string>> = {
  keys: 'with keys',
  'no-keys': 'without keys',
  gaussian: 'among Gaussian noise',
  alone: 'alone',
};

/** "Universal with keys". */
export function wayLabel({ codec, access }: Way): string {
  return `${LOOKS[codec].label} ${SHORT[access]}`;
}

/** "universal with keys", inside a sentence. */
export function wayInWords({ codec, access }: Way): string {
  return `${LOOKS[codec].label.toLowerCase()} ${SHORT[access]}`;
}
