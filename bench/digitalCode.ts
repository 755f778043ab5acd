import { ldpcCode } from '../channels/digital/ldpc/code.ts';
import { type DecoderSettings, ldpcDecoder } from '../channels/digital/ldpc/decode.ts';
import { countFrameErrors } from '../channels/digital/ldpc/frameErrors.ts';
import { randomStream } from '../kernels/random/stream.ts';
import { binomialInterval } from '../kernels/statistics/binomial.ts';
import golden from '../tests/golden/digital.json' with { type: 'json' };

// Prints the table of docs/digital-baseline.md that compares (648,540) with published counts.
const { sumProduct20, minSum10 } = golden.wifi648x540;
const decoders: [string, DecoderSettings, typeof minSum10][] = [
  ['sum-product, 20', { algorithm: 'sum-product', iterations: 20 }, sumProduct20.slice(0, 5)],
  ['min-sum, α = 1, 10', { algorithm: 'min-sum', iterations: 10, scaling: 1 }, minSum10.slice(0, 5)],
];
const code = ldpcCode(648, '5/6');
const digits = (value: number) => value.toExponential(2);
const row = (...cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

row('decoder', 'Eb/N0', 'published FER (99.9 %)', 'FER', 'published BER', 'BER', 'distance of the BERs');
row(...new Array(7).fill('---'));
for (const [name, settings, points] of decoders)
  for (const { ebN0Db, frames, frameErrors, bitErrors } of points) {
    const stream = randomStream('frame errors', settings.algorithm, ebN0Db);
    const until = { frameErrors: 400, frames: 1e6 };
    const own = countFrameErrors(code, ldpcDecoder(code, settings), ebN0Db, until, stream);
    const { low, high } = binomialInterval(frameErrors, frames, 0.999);
    const perFrame = own.bitErrors / own.frames;
    const variance = own.squaredBitErrors / own.frames - perFrame ** 2;
    const sigmas = (perFrame - bitErrors / frames) / Math.sqrt(variance / own.frames + variance / frames);
    row(
      name,
      `${ebN0Db} dB`,
      `${digits(frameErrors / frames)} (${digits(low)} … ${digits(high)})`,
      `${digits(own.frameErrors / own.frames)} (${own.frameErrors}/${own.frames})`,
      digits(bitErrors / frames / code.k),
      digits(perFrame / code.k),
      `${sigmas < 0 ? '' : '+'}${sigmas.toFixed(1)} σ`,
    );
  }
