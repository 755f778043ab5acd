import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { spread } from '../cli/alignedText.ts';
import { LATENT_CHANNELS } from '../models/codec/latent.ts';
import { neuralCodec } from '../models/codec/neuralCodec.ts';
import { openImages } from '../models/data/open.ts';
import { openSession } from '../models/runtime/session.ts';
import { SHIPPED_MODELS } from '../models/weights/load.ts';
import { pairedEstimate } from '../sim/estimate.ts';
import { encodeAll, received } from '../sim/measurement/pictures.ts';
import { blockEdges } from '../sim/metrics/blockEdges.ts';
import { psnr } from '../sim/metrics/psnr.ts';
import { markdown } from './modelDocs.ts';

const SNRS_DB = [-10, -5, 0, 5, 10, 20];
const RATES = [
  ['1/6', LATENT_CHANNELS],
  ['1/12', LATENT_CHANNELS / 2],
] as const;
const SEED = 1;

/** What the deblocking filter does to decoded pictures: `npm run bench:deblocking -- --images PATH --count N`. Prints a table. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { images: { type: 'string', default: 'procedural' }, count: { type: 'string', default: '16' } },
  });
  const session = (name: string) => openSession(readFileSync(join(SHIPPED_MODELS, name)), { device: 'cpu' });
  const networks = [await session('encoder.onnx'), await session('decoder.onnx')] as const;
  const filtered = neuralCodec(...networks);
  const plain = neuralCodec(...networks, { deblocking: false });
  // Networks train on procedural pictures of seeds from 0 on, so these are none that they know.
  const procedural = { width: 128, height: 128, count: 10_000, seed: -2 };
  const source = await openImages(values.images, { procedural });
  const pictures = { name: source.name, source, count: Math.min(source.count, Number(values.count)) };
  const latents = await encodeAll(pictures, filtered);

  const rows: string[][] = [];
  for (const [cbr, channels] of RATES)
    for (const snrDb of SNRS_DB) {
      const scores = { plain: [] as number[], filtered: [] as number[] };
      const edges = { plain: 0, filtered: 0 };
      for (const [picture, latent] of latents.entries()) {
        const original = await source.read(picture);
        const estimate = received(latent, { channels, snrDb }, { seed: SEED, picture });
        for (const [name, codec] of [
          ['plain', plain],
          ['filtered', filtered],
        ] as const) {
          const [decoded] = await codec.decode([estimate]);
          scores[name].push(psnr(original, decoded));
          edges[name] += (blockEdges(original, decoded).windows ?? 0) / latents.length;
        }
      }
      rows.push([
        cbr,
        `${snrDb} dB`,
        spread(pairedEstimate(scores.filtered, scores.plain), 3),
        edges.plain.toFixed(2),
        edges.filtered.toFixed(2),
      ]);
    }
  process.stdout.write(
    `${source.name}, ${pictures.count} pictures\n\n${markdown({ head: ['cbr', 'SNR', 'PSNR gained, dB', 'window edges without', 'with'], rows })}\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
