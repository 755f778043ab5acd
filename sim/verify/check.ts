import { mimoChannel } from '../../channels/arrays/mimo.ts';
import { rayleighMatrix } from '../../channels/arrays/rayleigh.ts';
import { awgn } from '../../channels/awgn.ts';
import { blockFading } from '../../channels/fading/block.ts';
import { fading } from '../../channels/fading/channel.ts';
import { jakesFading } from '../../channels/fading/jakes.ts';
import { multipleAccess } from '../../channels/multipleAccess.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';

/** The channels under test. The checks reach them through this table only, so that a test can put a broken one in place. */
export interface ChannelSet {
  readonly awgn: typeof awgn;
  readonly multipleAccess: typeof multipleAccess;
  readonly fading: typeof fading;
  readonly blockFading: typeof blockFading;
  readonly jakesFading: typeof jakesFading;
  readonly rayleighMatrix: typeof rayleighMatrix;
  readonly mimoChannel: typeof mimoChannel;
}

/** The channels of semlink. */
export const CHANNELS: ChannelSet = {
  awgn,
  multipleAccess,
  fading,
  blockFading,
  jakesFading,
  rayleighMatrix,
  mimoChannel,
};

/** What a check measures with. */
export interface Bench {
  readonly channels: ChannelSet;
  /** Blocks that go through a channel in one call. A result must not depend on it. */
  readonly batch: number;
  /** A stream of this check's own. */
  stream(role: string): RandomStream;
}

/** Outcome of a measurement, before it is judged. */
export type Measurement =
  /** Independent trials, some of which are errors. */
  | { readonly kind: 'errors'; readonly errors: number; readonly trials: number }
  /** A mean over `count` values, with its standard error. */
  | {
      readonly kind: 'mean';
      readonly mean: number;
      readonly standardError: number;
      readonly count: number;
    }
  /** A value without chance in it, which may differ from the expected one by rounding up to `tolerance`. */
  | { readonly kind: 'value'; readonly value: number; readonly tolerance: number };

/** One closed form and the experiment that must meet it. */
export interface Check {
  /** `section.what.where`, such as `awgn.bpsk.6dB`. */
  readonly id: string;
  /** What is measured, in words. */
  readonly title: string;
  /** The closed form as it is written in books. */
  readonly formula: string;
  /** Its value. */
  readonly expected: number;
  /** Whether the measurement must be the expected value (default) or must not be on one side of it. */
  readonly relation?: 'equals' | 'atLeast' | 'atMost';
  /** Whether it belongs to the quick set. */
  readonly quick: boolean;
  /** Whether it sends blocks through a channel, so that it is measured at both batch sizes. */
  readonly batched: boolean;
  measure(bench: Bench): Measurement;
}

/** Checks of one kind; all their ids begin with the section's. */
export interface CheckSection {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly Check[];
}
