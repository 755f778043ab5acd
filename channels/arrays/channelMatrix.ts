import { NumericError } from '../../kernels/errors.ts';
import type { ComplexMatrix } from '../../kernels/linear/matrix.ts';
import type { NamePart } from '../../kernels/random/stream.ts';

/** What a computation on a channel is told beside the channel. */
export interface ChannelUse {
  /** N0: noise variance per complex symbol at every receiving antenna, > 0. */
  readonly noiseVar: number;
  /** Name of the stream that the channel was drawn from; errors tell it, so that the draw can be repeated. */
  readonly draw?: readonly NamePart[];
}

/**
 * Checks a channel H, y = Hx + n, [receiving antennas, sending antennas], and its noise.
 *
 * @param side the users of the channel: each row of a downlink, each column of an uplink
 * @throws NumericError `channel-shape` when H is empty, `channel-value` for an entry that is not finite, `channel-zero` for a user whose
 *   entries are all 0, `random-variance` for the noise
 */
export function requireChannel(
  channel: ComplexMatrix,
  side: 'rows' | 'columns',
  { noiseVar, draw }: ChannelUse,
): void {
  const { rows, cols, re, im } = channel;
  if (!(rows > 0 && cols > 0 && re.length === rows * cols && im.length === rows * cols))
    throw new NumericError('channel-shape', `channel: ${rows} × ${cols} with ${re.length} entries`);
  if (!(noiseVar > 0 && noiseVar < Number.POSITIVE_INFINITY))
    throw new NumericError('random-variance', `noiseVar: ${noiseVar} is not in (0, ∞)`);
  const silent = new Set(Array.from({ length: side === 'rows' ? rows : cols }, (_, user) => user));
  for (let i = 0; i < re.length; i++) {
    if (!Number.isFinite(re[i]) || !Number.isFinite(im[i]))
      throw new NumericError(
        'channel-value',
        `channel[${Math.floor(i / cols)}][${i % cols}]: ${re[i]} + ${im[i]}i is not finite${inDraw(draw)}`,
      );
    if (re[i] !== 0 || im[i] !== 0) silent.delete(side === 'rows' ? Math.floor(i / cols) : i % cols);
  }
  for (const user of silent)
    throw new NumericError(
      'channel-zero',
      side === 'rows'
        ? `channel[${user}]: all ${cols} entries of user ${user} are 0, nothing reaches it${inDraw(draw)}`
        : `channel[…][${user}]: all ${rows} entries of user ${user} are 0, nothing is heard of it${inDraw(draw)}`,
    );
}

/**
 * What `solve` returns. A `NumericError` that it throws is told again with the name of the channel's draw.
 *
 * @throws NumericError with the code of the one underneath, which is its cause
 */
export function solvingFor<T>(what: string, { draw }: Pick<ChannelUse, 'draw'>, solve: () => T): T {
  try {
    return solve();
  } catch (error) {
    if (!(error instanceof NumericError)) throw error;
    throw new NumericError(error.code, `${what}: ${error.message}${inDraw(draw)}`, { cause: error });
  }
}

function inDraw(draw: readonly NamePart[] | undefined): string {
  return draw === undefined
    ? ''
    : `, in the channel drawn from randomStream(${JSON.stringify(draw).slice(1, -1)})`;
}
