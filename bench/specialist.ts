import { parseArgs } from 'node:util';
import { CODEC_SIZE } from '../models/codec/network.ts';
import { lossWeightInput, transmit } from '../models/codec/objective.ts';
import { openImages } from '../models/data/open.ts';
import { DENOISER_SIZE, denoiserNetwork } from '../models/denoiser/network.ts';
import { neuralDenoiser } from '../models/denoiser/neuralDenoiser.ts';
import type { Graph } from '../models/graph/graph.ts';
import { detach, div, mean, mul, reshape, sub, sum } from '../models/graph/ops.ts';
import { frozen, lookUpIn, type WeightLookup, type Weights } from '../models/graph/weights.ts';
import { optimizerNamed } from '../models/optimizers/named.ts';
import { openSession } from '../models/runtime/session.ts';
import { fixedShare } from '../models/training/conditions.ts';
import { denoiserTraining } from '../models/training/denoiser.ts';
import { type NetworkTraining, trainNetworks } from '../models/training/networks.ts';
import { formatProgress } from '../models/training/progress.ts';
import { exportDenoiser } from '../models/weights/export.ts';
import { loadCodec, loadDenoiser, SHIPPED_MODELS } from '../models/weights/load.ts';
import { readTrainedCodec, readTrainedWeights } from '../models/weights/read.ts';
import { measureErrorCurve } from '../sim/measurement/curve.ts';
import { encodeAll } from '../sim/measurement/pictures.ts';

// Trains a copy of the denoiser of a folder at one noise share alone, for the squared error of the latent alone, and compares it with the
// original on other pictures: how far is the one denoiser for all noise levels from the best of its size at this level?
const { values } = parseArgs({
  options: {
    models: { type: 'string', default: SHIPPED_MODELS },
    beta: { type: 'string' },
    steps: { type: 'string', default: '1500' },
    'learning-rate': { type: 'string', default: '0.0005' },
    images: { type: 'string', multiple: true, default: ['procedural'] },
    test: { type: 'string', default: 'procedural' },
    count: { type: 'string', default: '512' },
    threads: { type: 'string', default: '0' },
    out: { type: 'string', default: 'runs/specialist' },
  },
});
const beta = Number(values.beta);
if (!(beta > 0 && beta < 1)) throw new Error(`--beta ${values.beta} is not a noise share between 0 and 1`);
const steps = Number(values.steps);
const threads = Number(values.threads);
const procedural = { width: 128, height: 128, count: 100_000 };

const codec = readTrainedCodec(values.models);
const training: NetworkTraining = {
  ...denoiserTraining(1, codec, readTrainedWeights(values.models).weights),
  objective: windows => latentObjective(windows, codec.weights),
  drawCondition: fixedShare(beta),
  // No picture is decoded, so there is no PSNR to show.
  watchDb: [0, 0],
  description: { size: DENOISER_SIZE, beta, encoder: codec.encoderSha256 },
};
const optimizer = optimizerNamed('muon:moonlight', { learningRate: Number(values['learning-rate']) });
const sources = await Promise.all(
  values.images.map(async spec => {
    const [, path, weight = '1'] = /^(.*?)(?:=([^=]*))?$/.exec(spec)!;
    return {
      source: await openImages(path, { procedural: { ...procedural, seed: 1 } }),
      weight: Number(weight),
    };
  }),
);
const trained = await trainNetworks(training, {
  sources,
  optimizer,
  schedule: { peak: optimizer.learningRate, warmupSteps: 20, steps, decay: 0.6 },
  seed: 1,
  checkpoint: `${values.out}/beta-${values.beta}.ckpt`,
  saveEvery: 100,
  session: { device: 'cpu', threads },
  progress: line => process.stderr.write(`${formatProgress(line)}\n`),
});

const where = { device: 'cpu', directory: values.models, threads } as const;
const loaded = await loadCodec(where);
const universal = (await loadDenoiser(where)).withCurve([]);
const network = exportDenoiser(lookUpIn(trained.weights, trained.layout), DENOISER_SIZE);
const specialist = neuralDenoiser(await openSession(network, { device: 'cpu', threads }));
// Networks train on procedural pictures of seeds from 0 on, so these are none that they know.
const source = await openImages(values.test, { procedural: { ...procedural, seed: -2 } });
const count = Math.min(Number(values.count), source.count);
const latents = await encodeAll({ name: source.name, source, count }, loaded.model);
const errorOf = async (denoiser: typeof universal) =>
  (
    await measureErrorCurve(latents, { codec: loaded.model, denoiser }, { seed: 1, onPicture() {} }, [beta])
  )[0];
const [all, one] = [await errorOf(universal), await errorOf(specialist)];
process.stdout.write(
  `${JSON.stringify({
    beta,
    pictures: count,
    steps: trained.steps,
    universal: { mse: all.mse, margin: all.margin },
    specialist: { mse: one.mse, margin: one.margin },
    excess: Number((all.mse / one.mse - 1).toFixed(4)),
  })}\n`,
);

/** Squared error of the latent, in units of the linear estimate's, through a frozen codec. Readout: the same by window, [windows, 1]. */
function latentObjective(windows: number, known: WeightLookup) {
  return (graph: Graph, weights: Weights) => {
    const sent = transmit(graph, frozen(graph, known), windows, CODEC_SIZE.encoder);
    // Batches bring a weight for each picture's error, which nothing here has a use for.
    lossWeightInput(graph, windows);
    const received = detach(sent.mean);
    const found = denoiserNetwork(weights, received, sent.deviation, sent.geometry, DENOISER_SIZE);
    const miss = div(sub(found.mean, detach(sent.latent)), sent.deviation);
    const squared = mul(miss, miss);
    const byWindow = sum(reshape(squared, [windows, (squared.shape[0] * squared.shape[1]) / windows]), [1]);
    return { loss: mean(squared), readouts: { mse: byWindow } };
  };
}
