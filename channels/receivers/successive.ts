import { accumulate, add, type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';
import { type ComplexMatrix, complexMatrix, entryOf } from '../../kernels/linear/matrix.ts';
import type { ChannelUse } from '../arrays/channelMatrix.ts';
import { combineSignals } from '../arrays/mimo.ts';
import { lmmse } from './linear.ts';

/** One step of successive cancellation: which stream is estimated next, and how, when all before it are gone. */
export interface Stage {
  readonly stream: number;
  /** g, [1, receiving antennas], g h = 1. */
  readonly filter: ComplexMatrix;
  /** v, variance of the estimate's error per complex symbol. */
  readonly noiseVar: number;
}

/** What is known of a stream after its stage. */
export interface Detection {
  readonly estimate: ComplexSignal;
  readonly noiseVar: number;
  /** The symbols that were taken out of the received signals; undefined when the stream was left in. */
  readonly decided: ComplexSignal | undefined;
}

/**
 * Stages of LMMSE with successive interference cancellation: each stage is the LMMSE receiver of the streams that are left. With
 * perfect cancellation, Σ_k log2(1 + 1/v_k) = log2 det(I + HHᴴ/N0) for every order: all of the channel's capacity, at a corner of the
 * multiple-access region.
 *
 * @param order streams in the order of detection; when left out, the stream of the largest SINR is next at every stage
 * @throws NumericError `order` when it does not name every stream once; as `LinearDesign`
 *
 * Source: Varanasi, Guess 1997 (optimality); Wolniansky, Foschini, Golden, Valenzuela 1998 (best first).
 */
export function successiveStages(
  channel: ComplexMatrix,
  use: ChannelUse,
  order?: readonly number[],
): Stage[] {
  const streams = channel.cols;
  if (order && [...order].sort((a, b) => a - b).join() !== [...Array(streams).keys()].join())
    throw new NumericError(
      'order',
      `order: ${order.join(', ')} does not name each of ${streams} streams once`,
    );
  const left = order ? [...order] : [...Array(streams).keys()];
  const stages: Stage[] = [];
  while (left.length > 0) {
    const present = complexMatrix(channel.rows, left.length, (r, c) => entryOf(channel, r, left[c]));
    const { filters, noiseVars } = lmmse(present, use);
    const next = order ? 0 : noiseVars.indexOf(Math.min(...noiseVars));
    stages.push({
      stream: left[next],
      filter: complexMatrix(1, channel.rows, (_, r) => entryOf(filters, next, r)),
      noiseVar: noiseVars[next],
    });
    left.splice(next, 1);
  }
  return stages;
}

/**
 * Receives by these stages. After each, `decide` says what the stream's symbols were; they are taken out of all antennas before the
 * next stage. Wrong decisions are taken out as well, and disturb what follows: v_k counts on right ones.
 *
 * @param decide symbols of unit power from an estimate with error variance v, or undefined to leave the stream in
 * @returns in the order of the streams, not of the stages
 */
export function receiveSuccessively(
  stages: readonly Stage[],
  channel: ComplexMatrix,
  received: readonly ComplexSignal[],
  decide: (stream: number, estimate: ComplexSignal, noiseVar: number) => ComplexSignal | undefined,
): Detection[] {
  if (received.length !== channel.rows)
    throw new NumericError(
      'signal-shape',
      `receiveSuccessively: ${channel.rows} antennas, ${received.length} signals`,
    );
  const remaining = received.map(signal => add(signal, zeroSignal(signal.length)));
  const detections = new Array<Detection>(stages.length);
  for (const { stream, filter, noiseVar } of stages) {
    const [estimate] = combineSignals(filter, remaining);
    const decided = decide(stream, estimate, noiseVar);
    detections[stream] = { estimate, noiseVar, decided };
    if (decided === undefined) continue;
    remaining.forEach((signal, r) => {
      const { re, im } = entryOf(channel, r, stream);
      accumulate(signal, decided, { re: -re, im: -im });
    });
  }
  return detections;
}
