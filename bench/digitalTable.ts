import { parseArgs } from 'node:util';
import { SOURCE_CODECS, type SourceCodec } from '../channels/digital/source/codec.ts';
import { openImages } from '../models/data/open.ts';
import {
  type CurveSettings,
  capacityCurve,
  type DigitalPoint,
  digitalCurves,
  envelope,
} from '../sim/digital/curve.ts';
import { meanPicture } from '../sim/digital/meanPicture.ts';

// Prints one codec's rows of the table in docs/digital-baseline.md.
const { values } = parseArgs({
  options: {
    images: { type: 'string', default: 'procedural' },
    count: { type: 'string', default: '48' },
    mosaic: { type: 'string', default: '16' },
    cbr: { type: 'string', default: '0.16666666666666666' },
    snr: { type: 'string', default: '0,5,10,15,20' },
    codec: { type: 'string', multiple: true, default: [...SOURCE_CODECS] },
    detection: { type: 'string', default: 'crc-32' },
  },
});
const count = Number(values.count);
const snrsDb = values.snr.split(',').map(Number);
const source = await openImages(values.images, { procedural: { width: 32, height: 32, count, seed: 1 } });
// Spread over the file, whose neighbours may be alike.
const pictures = await Promise.all(
  Array.from({ length: count }, (_, i) => source.read(Math.floor((i * source.count) / count))),
);
const fallback = await meanPicture(source, 1000);

const show = ({ pair, psnrDb, failures }: DigitalPoint) =>
  `${psnrDb.mean.toFixed(2)} ± ${((psnrDb.high - psnrDb.low) / 2).toFixed(2)}` +
  (pair ? ` (${pair.modulation} ${pair.rate})` : '') +
  (failures.count > 0 ? `, ${failures.count}/${failures.trials} failed` : '');

const row = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
row(['codec', 'file', 'headers', 'code', ...snrsDb.map(db => `${db} dB`)]);
row(['---', '---', '---', '---', ...snrsDb.map(() => '---')]);
for (const codec of values.codec)
  for (const mosaic of [1, Number(values.mosaic)])
    for (const headers of ['counted', 'free'] as const) {
      const settings: CurveSettings = {
        source: { codec: codec as SourceCodec, headers, downscale: 1 },
        packet: {
          blockLength: 'best',
          decoder: { algorithm: 'min-sum', iterations: 20 },
          demapper: 'exact',
          failureDetection: values.detection === 'oracle' ? 'oracle' : 'crc-32',
        },
        cbr: Number(values.cbr),
        snrsDb,
        mosaic,
        fallback,
        streamName: ['digital table', 1],
      };
      const file = mosaic === 1 ? 'per image' : `mosaic of ${mosaic}`;
      row([codec, file, headers, 'LDPC', ...envelope(await digitalCurves(pictures, settings)).map(show)]);
      row([codec, file, headers, 'capacity', ...(await capacityCurve(pictures, settings)).map(show)]);
    }
