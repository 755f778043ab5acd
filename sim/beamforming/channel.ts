import { drawPaths, multipathMatrix } from '../../channels/arrays/multipath.ts';
import { rayleighMatrix } from '../../channels/arrays/rayleigh.ts';
import { type ComplexMatrix, zeroMatrix } from '../../kernels/linear/matrix.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import { uniform } from '../../kernels/random/uniform.ts';
import type { Beamforming } from './scenario.ts';

/** The channel of one frame. */
export interface DownlinkChannel {
  /** H, [users, antennas], row k is h_kᴴ; E|h|² = 1 at every antenna. */
  readonly matrix: ComplexMatrix;
  /** Where users stand, from broadside; with plane waves only. */
  readonly anglesRad?: readonly number[];
}

/**
 * Draws the channel of every user from a stream of its own, so that it does not depend on the number of users; over plane waves the first
 * antennas do not depend on how many there are.
 *
 * @param name of the draw: seed, scenario and frame
 */
export function drawDownlink(
  { kind, paths, spreadDeg, sectorDeg }: Beamforming['channel'],
  { users, antennas }: { readonly users: number; readonly antennas: number },
  name: readonly NamePart[],
): DownlinkChannel {
  const streams = Array.from({ length: users }, (_, user) => randomStream(...name, 'channel', user));
  if (kind === 'rayleigh')
    return { matrix: stacked(streams.map(stream => rayleighMatrix(1, antennas, stream))) };
  const sectorRad = radians(sectorDeg);
  const anglesRad = streams.map(stream => sectorRad * (uniform(stream) - 0.5));
  const waves = streams.map((stream, user) =>
    drawPaths({ paths, angleRad: anglesRad[user], spreadRad: radians(spreadDeg) }, stream),
  );
  return { matrix: multipathMatrix({ antennas }, waves), anglesRad };
}

function stacked(rows: readonly ComplexMatrix[]): ComplexMatrix {
  const matrix = zeroMatrix(rows.length, rows[0].cols);
  rows.forEach(({ re, im, cols }, r) => {
    matrix.re.set(re, r * cols);
    matrix.im.set(im, r * cols);
  });
  return matrix;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
