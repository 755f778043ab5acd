import { dbToLinear } from '../../../kernels/power.ts';
import type { RandomStream } from '../../../kernels/random/stream.ts';
import { awgn } from '../../awgn.ts';
import { demap } from '../demap.ts';
import { mapBits } from '../qam.ts';
import type { LdpcCode } from './code.ts';
import type { LdpcDecoder } from './decode.ts';
import { encodeLdpc } from './encode.ts';

/** Errors among the information bits of decoded words. */
export interface FrameErrors {
  readonly frames: number;
  readonly frameErrors: number;
  readonly bitErrors: number;
  /** Σ over the frames of (bit errors)². */
  readonly squaredBitErrors: number;
}

const WORDS_AT_ONCE = 64;

/**
 * Sends random words over y = ±1 + n, n ~ CN(0, N0), and decodes them, until there are enough frame errors or frames. An
 * estimate from a run that stops at the errors is biased by about 1/frameErrors.
 *
 * @param ebN0Db 10 log10(Eb/N0): N0 = n/(k·Eb/N0)
 */
export function countFrameErrors(
  code: LdpcCode,
  decode: LdpcDecoder,
  ebN0Db: number,
  until: { readonly frameErrors: number; readonly frames: number },
  stream: RandomStream,
): FrameErrors {
  const { n, k } = code;
  const noiseVar = n / (k * dbToLinear(ebN0Db));
  const count = { frames: 0, frameErrors: 0, bitErrors: 0, squaredBitErrors: 0 };
  while (count.frames < until.frames && count.frameErrors < until.frameErrors) {
    const sent = new Uint8Array(WORDS_AT_ONCE * n);
    for (let w = 0; w < WORDS_AT_ONCE; w++)
      sent.set(
        encodeLdpc(
          code,
          Uint8Array.from({ length: k }, () => stream.uint32() & 1),
        ),
        w * n,
      );
    const received = awgn(mapBits(sent, 'bpsk'), { noiseVar }, stream);
    const { bits } = decode(demap(received, noiseVar, 'bpsk', 'max-log'));
    for (let w = 0; w < WORDS_AT_ONCE; w++) {
      let wrong = 0;
      for (let i = w * n; i < w * n + k; i++) wrong += bits[i] ^ sent[i];
      count.frames++;
      count.frameErrors += wrong > 0 ? 1 : 0;
      count.bitErrors += wrong;
      count.squaredBitErrors += wrong ** 2;
    }
  }
  return count;
}
