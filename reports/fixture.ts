/** Made-up results for the tests of the report: plausible shapes, no claim. */
import sharp from 'sharp';
import type {
  GalleryRow,
  PairedDifference,
  Point,
  PointResult,
  ResidualShape,
  RunResult,
  SchemeName,
} from '../sim/cell/results.ts';
import type { CaptionedPicture, Estimate, Provenance } from '../sim/results.ts';

const SCHEMES: readonly SchemeName[] = ['omdma', 'superposed', 'gaussian', 'tdma'];

/** Where made-up results say that they come from. */
export const FIXTURE_PROVENANCE: Provenance = {
  seed: 1,
  versions: { semlink: '0.1.0', node: '20.19.0' },
  models: [],
  deviceRequested: 'auto',
  deviceUsed: 'cpu',
  images: 'pictures of a fixture',
  command: 'npx semlink run fixture --seed 1',
  wallSeconds: 12.3,
};

/** Four users, SNR 0…20 dB, four schemes, with and without denoiser. */
export function snrSweepFixture(): RunResult {
  const points = [0, 5, 10, 15, 20].flatMap(snrDb =>
    SCHEMES.flatMap(scheme => [0, 10].map(denoiserSteps => ({ scheme, denoiserSteps, snrDb, users: 4 }))),
  );
  return resultOf({
    name: 'omdma',
    title: 'Four users on one channel, one codec, one key each',
    description:
      'Every user sends at once through the same codec; a key per user makes the others look like Gaussian noise, which the denoiser takes away.',
    points,
    shapesAt: SCHEMES.map(scheme => ({ scheme, denoiserSteps: 0, snrDb: 10, users: 4 })),
  });
}

/** Two to sixteen users at a single SNR, three kinds of interference. */
export function userSweepFixture(): RunResult {
  const schemes = ['superposed', 'omdma', 'gaussian'] as const;
  const users = [2, 4, 8, 16];
  return resultOf({
    name: 'interference',
    title: 'Three kinds of interference of the same power',
    description:
      'As they are, permuted, and replaced by true Gaussian noise: what do the other users do to a picture?',
    points: users.flatMap(count =>
      schemes.flatMap(scheme =>
        [0, 10].map(denoiserSteps => ({ scheme, denoiserSteps, snrDb: 10, users: count })),
      ),
    ),
    shapesAt: users.flatMap(count =>
      schemes.map(scheme => ({ scheme, denoiserSteps: 0, snrDb: 10, users: count })),
    ),
  });
}

/** The same with three SNRs: small multiples in both directions. */
export function gridFixture(): RunResult {
  const points = [1, 2, 4].flatMap(users =>
    [0, 10, 20].flatMap(snrDb =>
      SCHEMES.flatMap(scheme => [0, 1, 10].map(denoiserSteps => ({ scheme, denoiserSteps, snrDb, users }))),
    ),
  );
  return resultOf({
    name: 'grid',
    title: 'A grid of users and SNR',
    description: '',
    points,
    shapesAt: [],
  });
}

/** Two and eight users whose receiver cancels them, at two SNRs. */
export function cancellationFixture(): RunResult {
  const schemes = ['omdma', 'omdma-pic', 'omdma-sic'] as const;
  const places = [2, 8].flatMap(users =>
    [10, 20].flatMap(snrDb => schemes.map(scheme => ({ scheme, snrDb, users }))),
  );
  const result = resultOf({
    name: 'cancellation',
    title: 'Users that are cancelled',
    description: '',
    points: places.map(place => ({ ...place, denoiserSteps: 1 })),
    shapesAt: [],
  });
  const cancellation = places
    .filter(({ scheme }) => scheme !== 'omdma')
    .map(place => ({
      place,
      passes: [0.4, 0.3, 0.26, 0.25].map((mse, pass) => ({
        mse: estimate((mse * place.users) / (place.users + 2), 0.02),
        predicted:
          ((mse * place.users) / (place.users + 2)) *
          (place.snrDb === 20 && place.users === 8 && place.scheme === 'omdma-sic' ? 1 - 0.033 * pass : 1.01),
        active: 1 - pass / 4,
      })),
    }));
  return { ...result, cancellation };
}

/** A single condition. */
export function singleFixture(): RunResult {
  const points = SCHEMES.flatMap(scheme =>
    [0, 10].map(denoiserSteps => ({ scheme, denoiserSteps, snrDb: -5, users: 2 })),
  );
  return resultOf({
    name: 'single',
    title: 'A single condition',
    description: '',
    points,
    shapesAt: [{ scheme: 'omdma', denoiserSteps: 0, snrDb: -5, users: 2 }],
  });
}

/** Adds a gallery of generated 32 × 32 pictures: one row per scheme and user. */
export async function withGallery(result: RunResult, users = 2): Promise<RunResult> {
  const { snrDb, users: count } = result.points[0].point;
  const rows = SCHEMES.filter(scheme => result.points.some(({ point }) => point.scheme === scheme)).flatMap(
    scheme => Array.from({ length: users }, (_, user) => ({ scheme, user: user + 1, snrDb, users: count })),
  );
  const gallery = await Promise.all(
    rows.map(async (row): Promise<GalleryRow> => {
      const noise = {
        omdma: 0.07,
        'omdma-pic': 0.045,
        'omdma-sic': 0.046,
        superposed: 0.13,
        gaussian: 0.068,
        tdma: 0.05,
        'noma-sic': 0.06,
        digital: 0.04,
      }[row.scheme];
      const pictures = [
        await picture('original', row.user, 0),
        await picture('without denoiser', row.user, noise),
        await picture('with denoiser', row.user, noise * 0.7),
        ...(row.scheme === 'omdma' ? [await picture('wrong key', row.user, 0.45)] : []),
      ];
      return { ...row, pictures };
    }),
  );
  return { ...result, gallery };
}

/** A generated picture of 32 × 32 pixels under noise of a standard deviation; without, the original. */
export async function picture<Caption extends string>(
  caption: Caption,
  seed: number,
  noise: number,
): Promise<CaptionedPicture<Caption>> {
  const size = 32;
  const pixels = Uint8Array.from({ length: size * size * 3 }, (_, index) => {
    const channel = index % 3;
    const x = Math.floor(index / 3) % size;
    const y = Math.floor(index / 3 / size);
    const inside = Math.hypot(x - 11 - 3 * seed, y - 17) < 8;
    const sky = 0.45 + 0.4 * (y / size) - 0.1 * channel * (seed % 2);
    const clean = inside ? [0.85, 0.55, 0.25][(channel + seed) % 3] : sky;
    const sum = hash(index * 7 + seed) + hash(index * 13 + 5 * seed) + hash(index * 29 + 11) - 1.5;
    return 255 * Math.min(1, Math.max(0, clean + 2 * noise * sum));
  });
  const png = await sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
    .png()
    .toBuffer();
  return {
    caption,
    dataUrl: `data:image/png;base64,${png.toString('base64')}`,
    width: size,
    height: size,
    ...(noise > 0 ? { psnrDb: -20 * Math.log10(noise) } : {}),
  };
}

interface Recipe {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly points: readonly Point[];
  readonly shapesAt: readonly Point[];
}

function resultOf({ name, title, description, points, shapesAt }: Recipe): RunResult {
  return {
    format: 'semlink-run-1',
    scenario: {
      name,
      title,
      description,
      power: 'perUser',
      users: [...new Set(points.map(point => point.users))],
      snrDb: [...new Set(points.map(point => point.snrDb))],
      codec: { name: 'codec-12', cbr: 1 / 12 },
    },
    points: points.map(pointResult),
    differences: differencesOf(points),
    residualShapes: shapesAt.map(residualShape),
    gallery: [],
    provenance: {
      seed: 1,
      versions: { semlink: '0.1.0', node: '20.20.2', 'onnxruntime-node': '1.30.0' },
      models: [
        { name: 'codec-12', kind: 'codec', sha256: 'a3'.repeat(32), parameters: 1_234_567 },
        { name: 'denoiser-12', kind: 'denoiser', sha256: '5c'.repeat(32), parameters: 345_678 },
      ],
      deviceRequested: 'auto',
      deviceUsed: 'cpu',
      images: '64 generated pictures of 32×32 pixels',
      command: `npx semlink run ${name} --seed 1`,
      wallSeconds: 41.7,
    },
  };
}

function noiseVariance({ scheme, snrDb, users }: Point): number {
  const noise = 10 ** (-snrDb / 10);
  return scheme === 'tdma' ? noise / users : noise + users - 1;
}

function pointResult(point: Point): PointResult {
  const variance = noiseVariance(point);
  const penalty = point.scheme === 'superposed' ? 3 : point.scheme === 'omdma' ? 0.12 : 0;
  const share = variance / (1 + variance);
  const gain = point.denoiserSteps > 0 ? (1.6 + 0.05 * point.denoiserSteps) * share : 0;
  const psnr = 31 - 12 * share - penalty * share + gain;
  const kurtosis = point.scheme === 'superposed' ? 1.7 : point.scheme === 'omdma' ? 0.6 / point.users : 0.004;
  const uses = point.scheme === 'tdma' ? Math.round(256 / point.users) : 256;
  return {
    point,
    channelUses: uses,
    cbr: uses / 3072,
    psnrDb: estimate(psnr, 0.28),
    ssim: estimate(1 - 0.9 / (1 + Math.exp((psnr - 14) / 4)), 0.012),
    msSsim: estimate(1 - 0.6 / (1 + Math.exp((psnr - 14) / 4)), 0.009),
    latencyMs: estimate(point.scheme === 'tdma' ? 0.32 * point.users : 1.28, 0),
    residual: {
      predictedVariance: variance,
      variance: estimate(variance * 1.003, variance * 0.006),
      excessKurtosis: kurtosis,
      maxAutocorrelation: point.scheme === 'superposed' ? 0.21 : 0.009,
      whiteBound: 0.0156,
      ksDistance: 0.002 + kurtosis / 40,
      entries: 65_536,
    },
  };
}

function differencesOf(points: readonly Point[]): PairedDifference[] {
  const isPair = (of: Point, against: Point) =>
    of.snrDb === against.snrDb &&
    of.users === against.users &&
    (of.scheme === against.scheme
      ? of.denoiserSteps > 0 && against.denoiserSteps === 0
      : of.scheme === 'omdma' && of.denoiserSteps === against.denoiserSteps);
  const psnr = (point: Point) => pointResult(point).psnrDb.mean;
  return points.flatMap(of =>
    points
      .filter(against => isPair(of, against))
      .map(against => ({ of, against, psnrDb: estimate(psnr(of) - psnr(against), 0.06) })),
  );
}

function residualShape(point: Point): ResidualShape {
  const heavy = point.scheme === 'superposed' ? 0.4 : point.scheme === 'omdma' ? 0.1 / point.users : 0;
  const bins = 48;
  const edges = Array.from({ length: bins + 1 }, (_, index) => -4 + (8 * index) / bins);
  const density = edges.slice(1).map((edge, index) => {
    const z = (edge + edges[index]) / 2;
    const narrow = Math.exp(-(z * z) / 2 / 0.5) / Math.sqrt(2 * Math.PI * 0.5);
    const wide = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
    return heavy * narrow + (1 - heavy) * wide * (1 + 0.03 * (hash(index) - 0.5));
  });
  const gaussianQuantiles = Array.from({ length: 41 }, (_, index) => -3 + (6 * index) / 40);
  const residualQuantiles = gaussianQuantiles.map(z => z * (1 - heavy * 0.35 + heavy * 0.13 * z * z));
  return { point, edges, density, gaussianQuantiles, residualQuantiles };
}

function estimate(mean: number, half: number): Estimate {
  return { mean, low: mean - half, high: mean + half, count: 64 };
}

/** A fixed function of its input with values in [0, 1). */
function hash(index: number): number {
  const value = Math.sin(index * 127.1 + 311.7) * 43758.5453;
  return value - Math.floor(value);
}
