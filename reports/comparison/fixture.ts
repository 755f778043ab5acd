import type {
  Anchor,
  ComparisonResult,
  ComparisonRow,
  Curve,
  CurvePoint,
  DigitalAccounting,
} from '../../sim/comparison/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { picture } from '../fixture.ts';
import { ratioOf } from './grid.ts';

/** Made-up results in the shape of real ones: deterministic, and of no other meaning. */
interface Recipe {
  readonly snrDb?: readonly number[];
  readonly cbr?: readonly string[];
  readonly rateCbr?: readonly string[];
  readonly codecs?: readonly DigitalAccounting['codec'][];
  readonly mosaics?: readonly number[];
  readonly denoiserSteps?: readonly number[];
  readonly anchors?: readonly Anchor[];
  readonly singles?: boolean;
}

const MEAN_PICTURE_DB = 13.24;
const RATE_SNR_DB = 10;
const MODULATION_BITS = { bpsk: 1, qpsk: 2, '16-qam': 4, '64-qam': 6, '256-qam': 8 } as const;
const RATES = ['1/2', '2/3', '3/4', '5/6'] as const;

/** Two bandwidth ratios, eleven SNRs, two mosaics with headers counted and free, every modulation and rate. */
export function comparisonFixture(recipe: Recipe = {}): ComparisonResult {
  const {
    snrDb = Array.from({ length: 11 }, (_, i) => 2 * i),
    cbr = ['1/12', '1/6'],
    rateCbr = ['1/24', '1/12', '1/6', '1/4'],
    codecs = ['avif'],
    mosaics = [1, 12],
    denoiserSteps = [0, 1],
    anchors = ANCHORS,
    singles = true,
  } = recipe;
  const conditions = [...new Set([...cbr, ...rateCbr])]
    .sort((a, b) => ratioOf(a) - ratioOf(b))
    .flatMap(ratio => (cbr.includes(ratio) ? snrDb : [RATE_SNR_DB]).map(snr => ({ cbr: ratio, snrDb: snr })));
  const accountings = codecs.flatMap(codec =>
    mosaics.flatMap(mosaic => (['counted', 'free'] as const).map(headers => ({ codec, mosaic, headers }))),
  );
  return {
    format: 'semlink-comparison-1',
    scenario: {
      name: 'single-user-comparison',
      title: 'One link, one picture: neural codec against image codec and LDPC code',
      description: 'The same pictures with the same channel uses and the same energy, each way by itself.',
      snrDb,
      cbr,
      rateSnrDb: RATE_SNR_DB,
      rateCbr,
    },
    curves: [
      ...denoiserSteps.map(steps => neuralCurve(steps, conditions)),
      ...accountings.flatMap(accounting => digitalCurves(accounting, conditions, singles)),
    ],
    anchors,
    gallery: [],
    provenance: {
      seed: 1,
      versions: { semlink: '0.1.0', node: '20.20.2' },
      models: [{ name: 'universal-codec', kind: 'codec', sha256: 'a3'.repeat(32), parameters: 1_400_000 }],
      deviceRequested: 'auto',
      deviceUsed: 'cpu',
      images: '96 generated pictures of 32×32 pixels',
      command: 'npx semlink run single-user-comparison --seed 1',
      wallSeconds: 97.4,
    },
  };
}

/** Adds a gallery of generated pictures: one row per bandwidth ratio. */
export async function withComparisonGallery(result: ComparisonResult): Promise<ComparisonResult> {
  const ways = [
    ['original', 0],
    ['semlink', 0.032],
    ['semlink, denoiser of 1 step', 0.03],
    ['avif, one file per picture, headers counted', 0.22],
    ['avif, mosaic of 12, headers free', 0.035],
    ['avif at capacity, mosaic of 12, headers free', 0.026],
  ] as const;
  const rows = result.scenario.cbr.map(
    async (cbr, row): Promise<ComparisonRow> => ({
      snrDb: RATE_SNR_DB,
      cbr,
      pictures: await Promise.all(ways.map(([caption, noise]) => picture(caption, row + 1, noise))),
    }),
  );
  return { ...result, gallery: await Promise.all(rows) };
}

type Condition = Pick<CurvePoint, 'cbr' | 'snrDb'>;

function neuralCurve(steps: number, conditions: readonly Condition[]): Curve {
  const name = steps === 0 ? 'semlink' : `semlink, denoiser of ${steps} step${steps === 1 ? '' : 's'}`;
  return {
    kind: 'neural',
    name,
    denoiserSteps: steps,
    points: conditions.map(condition => {
      const bits = ratioOf(condition.cbr) * capacity(condition.snrDb);
      const ceiling = 0.03 * Math.max(0, condition.snrDb - 8) ** 1.8;
      const mean = sourceDb(bits) - 0.6 - ceiling + (steps > 0 ? 2.4 / (2 + condition.snrDb) : 0);
      return point(condition, { mean, half: 0.45, files: 96, failed: 0 });
    }),
  };
}

function digitalCurves(
  accounting: DigitalAccounting,
  conditions: readonly Condition[],
  withSingles: boolean,
): Curve[] {
  const { codec, mosaic, headers } = accounting;
  const files = 96 / mosaic;
  const lost = (condition: Condition) =>
    point(condition, { mean: MEAN_PICTURE_DB, half: 0.6, files, failed: files });
  const overhead = headers === 'free' ? 0 : 0.68 / mosaic;
  const deliver = (condition: Condition, bitsPerUse: number, failed: number) => {
    const bits = ratioOf(condition.cbr) * bitsPerUse - overhead;
    if (bits < 0.03 || failed === files) return lost(condition);
    const share = failed / files;
    const mean = (1 - share) * (sourceDb(bits) - CODEC_LOSS[codec]) + share * MEAN_PICTURE_DB;
    return point(condition, { mean, half: 0.5 + 20 * share * (1 - share), files, failed });
  };
  const words = `${mosaic === 1 ? 'one file per picture' : `mosaic of ${mosaic}`}, headers ${headers}`;
  const singles = Object.entries(MODULATION_BITS).flatMap(([modulation, bits]) =>
    RATES.map((rate): Curve => {
      const efficiency = bits * ratioOf(rate);
      const cliffDb = 10 * Math.log10(2 ** efficiency - 1) + 2.2;
      const points = conditions.map(condition => {
        const failed = Math.round(files / (1 + Math.exp(4 * (condition.snrDb - cliffDb))));
        return { ...deliver(condition, efficiency, failed), modulation: `${modulation} ${rate}` };
      });
      return { kind: 'digital', name: `${codec}, ${modulation} ${rate}, ${words}`, accounting, points };
    }),
  );
  const best = conditions.map((_, i) =>
    singles.map(({ points }) => points[i]).reduce((a, b) => (b.psnrDb.mean > a.psnrDb.mean ? b : a)),
  );
  return [
    { kind: 'envelope', name: `${codec}, ${words}`, accounting, points: best },
    {
      kind: 'capacity',
      name: `${codec} at capacity, ${words}`,
      accounting,
      points: conditions.map(condition => deliver(condition, capacity(condition.snrDb), 0)),
    },
    ...(withSingles ? singles : []),
  ];
}

const CODEC_LOSS = { avif: 0, webp: 1.2, jpeg: 3 } as const;

function capacity(snrDb: number): number {
  return Math.log2(1 + 10 ** (snrDb / 10));
}

/** PSNR of a picture at so many bits per source value. */
function sourceDb(bits: number): number {
  return 18.4 + 7.9 * Math.log2(1 + 4 * bits);
}

function point(
  { cbr, snrDb }: Condition,
  { mean, half, files, failed }: { mean: number; half: number; files: number; failed: number },
): CurvePoint {
  const quality = (psnrDb: number) => 1 - 1 / (1 + Math.exp((psnrDb - 14) / 4));
  const about = (value: number, margin: number): Estimate => ({
    mean: value,
    low: value - margin,
    high: value + margin,
    count: files,
  });
  return {
    snrDb,
    cbr,
    cbrMade: Math.floor(3072 * ratioOf(cbr)) / 3072,
    psnrDb: about(mean, half),
    ssim: about(quality(mean) - 0.01, 0.2 * half * (1 - quality(mean))),
    msSsim: about(quality(mean), 0.2 * half * (1 - quality(mean))),
    failed,
    files,
  };
}

const NOTES = {
  first: {
    source: 'A. Author, 2024, figure 5',
    note: 'Other pictures of the same data set; one model per SNR.',
  },
  second: {
    source: 'B. Author and C. Author, 2022, table 3',
    note: 'One model for all SNRs; ten times the weights.',
  },
  digital: {
    source: 'D. Author, 2023, notebook',
    note: 'Mosaics of a thousand pictures; 22 header bytes free; another LDPC code.',
  },
} as const;

/** Many at one SNR, since publications report 10 dB. */
const ANCHORS: readonly Anchor[] = [
  { label: 'Transformer', ...NOTES.first, snrDb: 10, cbr: '1/6', psnrDb: 32.65, msSsim: 0.985 },
  { label: 'Transformer', ...NOTES.first, snrDb: 10, cbr: '1/12', psnrDb: 28.6 },
  { label: 'Transformer', ...NOTES.first, snrDb: 10, cbr: '1/3', psnrDb: 37.75 },
  { label: 'Convolutional', ...NOTES.second, snrDb: 10, cbr: '1/6', psnrDb: 31.9 },
  { label: 'Convolutional', ...NOTES.second, snrDb: 0, cbr: '1/6', psnrDb: 24.9 },
  { label: 'Convolutional', ...NOTES.second, snrDb: 10, cbr: '1/12', psnrDb: 27.5 },
  { label: 'BPG + capacity', ...NOTES.digital, snrDb: 0, cbr: '1/6', psnrDb: 24.13 },
  { label: 'BPG + capacity', ...NOTES.digital, snrDb: 10, cbr: '1/6', psnrDb: 31.59 },
  { label: 'BPG + capacity', ...NOTES.digital, snrDb: 10, cbr: '1/12', psnrDb: 26.82 },
  { label: 'BPG + LDPC', ...NOTES.digital, snrDb: 10, cbr: '1/6', psnrDb: 29.73 },
  { label: 'A label too long for its figure', ...NOTES.digital, snrDb: 10, cbr: '1/12', psnrDb: 25.43 },
];
