import type { Image } from '../../kernels/image.ts';
import type { NamePart } from '../../kernels/random/stream.ts';
import type { Condition } from './conditions.ts';
import type { Curve } from './results.ts';

/** A picture on its way: cut into tiles where it is large, else one tile that is the whole picture. */
export interface Sent {
  readonly trial: number;
  readonly width: number;
  readonly height: number;
  readonly tiles: readonly Image[];
}

/** A picture, or the first tile of it, as a way delivered it. */
export interface Shown {
  readonly caption: string;
  readonly picture: Image;
}

/** One way to send pictures, under all conditions. */
export interface Way {
  /** What is at work, for the progress line. */
  readonly name: string;
  /** Exchanges that one picture is worth. */
  readonly exchanges: number;
  /** Sends the next picture; trials come in order. */
  add(sent: Sent): Promise<void>;
  /** Works off what is left. */
  finish(): Promise<void>;
  /** Once all is sent. */
  curves(): readonly Curve[];
  /** The first picture once more, as it arrives under condition `c`. */
  show(c: number): Promise<Shown[]>;
}

/** What every way knows. */
export interface WaySettings {
  readonly conditions: readonly Condition[];
  /** Names the random streams: seed and scenario. */
  readonly streamName: readonly NamePart[];
  /** Hears of exchanges done, of a tile as the share that it is of its picture. */
  readonly onExchanges: (count: number) => void;
}
