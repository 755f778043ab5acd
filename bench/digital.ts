import { awgn } from '../channels/awgn.ts';
import { demap } from '../channels/digital/demap.ts';
import { ldpcCode } from '../channels/digital/ldpc/code.ts';
import { type DecoderSettings, ldpcDecoder } from '../channels/digital/ldpc/decode.ts';
import { encodeLdpc } from '../channels/digital/ldpc/encode.ts';
import { countFrameErrors } from '../channels/digital/ldpc/frameErrors.ts';
import { mapBits } from '../channels/digital/qam.ts';
import { randomStream } from '../kernels/random/stream.ts';

const WORDS = 4096;
const code = ldpcCode(648, '5/6');

/** Ratios of random words at an Eb/N0 in dB. */
function received(ebN0Db: number): Float64Array {
  const stream = randomStream('bench', 'ldpc', ebN0Db);
  const noiseVar = code.n / (code.k * 10 ** (ebN0Db / 10));
  const bits = new Uint8Array(WORDS * code.n);
  for (let w = 0; w < WORDS; w++)
    bits.set(
      encodeLdpc(
        code,
        Uint8Array.from({ length: code.k }, () => stream.uint32() & 1),
      ),
      w * code.n,
    );
  return demap(awgn(mapBits(bits, 'bpsk'), { noiseVar }, stream), noiseVar, 'bpsk', 'max-log');
}

function decoding(settings: DecoderSettings, ebN0Db: number) {
  const decode = ldpcDecoder(code, settings);
  const words = received(ebN0Db);
  return () => decode(words).converged.length * code.k;
}

const minSum = { algorithm: 'min-sum', iterations: 10 } as const;
const sumProduct = { algorithm: 'sum-product', iterations: 10 } as const;

/** Rates of the digital baseline. At 1 dB no word of (648,540) converges, so all iterations are done. */
export const digitalWorkloads = [
  {
    name: 'decode (648,540), min-sum, all 10 iterations',
    unit: 'information bits/s',
    run: decoding(minSum, 1),
  },
  {
    name: 'decode (648,540), min-sum, up to 10 at 4.5 dB',
    unit: 'information bits/s',
    run: decoding(minSum, 4.5),
  },
  {
    name: 'decode (648,540), sum-product, up to 10 at 4.5 dB',
    unit: 'information bits/s',
    run: decoding(sumProduct, 4.5),
  },
  {
    name: 'encode, send and decode (648,540) at 4.5 dB',
    unit: 'frames/s',
    run: () => {
      const until = { frames: 4096, frameErrors: Number.POSITIVE_INFINITY };
      return countFrameErrors(code, ldpcDecoder(code, minSum), 4.5, until, randomStream('bench')).frames;
    },
  },
];
