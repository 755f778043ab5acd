import type { AccessName, LoadPlace, LoadResult } from '../../sim/load/results.ts';
import type { LineStyle, Look } from '../figures/markers.ts';

/** Points that belong to one line: an access, and what its networks are told of the noise. */
export type Way = Pick<LoadPlace, 'access' | 'toldNoise'>;

/** How a way is called and drawn. */
export interface WayLook {
  readonly look: Look;
  readonly style: LineStyle;
  readonly label: string;
}

interface AccessLook {
  readonly look: Look;
  readonly note: string;
}

const LOOKS: Readonly<Record<AccessName, AccessLook>> = {
  omdma: {
    look: { name: 'omdma', label: 'OMDMA', marker: 'circle', markerArea: 46 },
    note: 'all who have a picture send in one frame, at once, each behind a key of its own',
  },
  'omdma-unslotted': {
    look: { name: 'gaussian', label: 'OMDMA, unslotted', marker: 'diamond', markerArea: 52 },
    note: 'everyone sends as soon as it has a picture; frames overlap in part',
  },
  'semantic-group': {
    look: { name: 'superposed', label: 'Groups', marker: 'triangle', markerArea: 52 },
    note: 'the users of one group send at once, group after group',
  },
  'round-robin': {
    look: { name: 'tdma', label: 'Round robin', marker: 'square', markerArea: 46 },
    note: 'one user a frame, in turn (TDMA)',
  },
  'proportional-fair': {
    look: { name: 'ink', label: 'Proportional fair', marker: 'cross', markerArea: 46 },
    note: 'one user a frame, whose channel is best relative to what it has had',
  },
};

export const ACCESS_NAMES = Object.keys(LOOKS) as AccessName[];

const SOLID: LineStyle = { dash: 'none', filled: true };
const DASHED: LineStyle = { dash: '6 4', filled: false };

export function accessLook(access: AccessName): AccessLook {
  return LOOKS[access];
}

/** The look of a way; where a result tells the networks of an access two things, the name says which. */
export function wayLook({ access, toldNoise }: Way, result: Pick<LoadResult, 'points'>): WayLook {
  const { look } = LOOKS[access];
  const isAverage = toldNoise === 'average';
  const told = isAverage ? ', average told' : ', each entry told';
  return {
    look,
    style: isAverage ? DASHED : SOLID,
    label: `${look.label}${comparesTold(result, access) ? told : ''}`,
  };
}

/** The ways of a result, in the order of the legend. */
export function waysOf({ points }: Pick<LoadResult, 'points'>): Way[] {
  const present = (way: Way) => points.some(({ place }) => isWay(place, way));
  return ACCESS_NAMES.flatMap(access =>
    (['perEntry', 'average'] as const).map(toldNoise => ({ access, toldNoise })).filter(present),
  );
}

export function isWay(place: Way, { access, toldNoise }: Way): boolean {
  return place.access === access && place.toldNoise === toldNoise;
}

/** Whether a result compares what the networks of an access are told. */
function comparesTold({ points }: Pick<LoadResult, 'points'>, access: AccessName): boolean {
  return (
    new Set(points.filter(({ place }) => place.access === access).map(({ place }) => place.toldNoise)).size >
    1
  );
}
