import { type Complex, type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { wholeNumber } from '../settings.ts';
import { compose, type RicianSettings, rayleighGain, ricianParts, WORDS_PER_GAIN } from './gain.ts';

/** Gains of a channel over time, symbol by symbol. Gain i depends on the process and on i only. */
export interface FadingProcess {
  /** h_first … h_{first+count−1}; E|h|² = 1 over the processes. `first` and `count` are whole numbers of at least 0. */
  gains(first: number, count: number): ComplexSignal;
}

export interface BlockFadingSettings extends RicianSettings {
  /** Symbols that share a gain; 1 is fast fading without memory. */
  readonly symbolsPerBlock: number;
}

/**
 * Block fading: symbols b·L … (b+1)·L − 1 share one Rayleigh or Rician gain, independent of all other blocks.
 *
 * @param stream belongs to the process from now on
 * @throws ConfigError `channel-setting`
 */
export function blockFading(settings: BlockFadingSettings, stream: RandomStream): FadingProcess {
  const length = wholeNumber('symbolsPerBlock', settings.symbolsPerBlock, 1);
  const parts = ricianParts(settings);
  const start = stream.position;

  function blockGain(block: number): Complex {
    stream.seek(start + WORDS_PER_GAIN * block);
    return compose(parts, rayleighGain(stream));
  }

  return {
    gains(first, count) {
      checkSpan(first, count);
      const signal = zeroSignal(count);
      for (let i = 0; i < count; ) {
        const block = Math.floor((first + i) / length);
        const end = Math.min(count, (block + 1) * length - first);
        const { re, im } = blockGain(block);
        signal.re.fill(re, i, end);
        signal.im.fill(im, i, end);
        i = end;
      }
      return signal;
    },
  };
}

/** Throws ConfigError `channel-setting` unless both are whole numbers of at least 0. */
export function checkSpan(first: number, count: number): void {
  wholeNumber('first', first, 0);
  wholeNumber('count', count, 0);
}
