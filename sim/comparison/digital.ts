import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { SourceCodec } from '../../channels/digital/source/codec.ts';
import type { SourceCoder } from '../../channels/digital/source/rate.ts';
import { configError } from '../../kernels/errors.ts';
import type { Image } from '../../kernels/image.ts';
import { type DigitalFile, digitalFile } from '../digital/file.ts';
import type { MeanPictures } from '../digital/meanPicture.ts';
import type { PacketFormats } from '../digital/pairs.ts';
import { type DigitalReception, exchange, exchangeAtCapacity } from '../digital/transmit.ts';
import { qualityOf, type Score } from '../metrics/score.ts';
import type { Condition } from './conditions.ts';
import type { DigitalAccounting } from './results.ts';
import { accountingName, bestOf, curvesOf, fileName, type Series, seriesOf } from './series.ts';
import type { Outcome } from './tally.ts';
import type { Shown, Way, WaySettings } from './way.ts';

/** WebP codes up to 16,383 pixels a side; a quarter of that keeps the codecs' memory below 1 GB. */
const LARGEST_MOSAIC = 4096;

export interface DigitalSettings extends WaySettings {
  readonly codec: SourceCodec;
  /** Pictures that share a file. */
  readonly mosaic: number;
  readonly headers: readonly DigitalAccounting['headers'][];
  /** Whether every pair of modulation and rate leaves a curve of its own. */
  readonly singles: boolean;
  readonly formats: PacketFormats;
  readonly fallback: MeanPictures;
}

/**
 * Image codec, LDPC code and QAM, and the same codec at capacity. A picture in tiles makes a file of each tile. At one SNR all settings
 * meet the same noise.
 *
 * @throws ConfigError `mosaic-pictures` from `add` where pictures cannot share a file
 */
export function digitalWay(settings: DigitalSettings): Way {
  const { codec, mosaic, headers, conditions, singles, fallback, onExchanges } = settings;
  const series = seriesOf(codec, mosaic, headers, conditions);
  const byHeaders = headers.map(counting =>
    series.filter(({ accounting }) => accounting.headers === counting),
  );
  const fileOf = (pictures: readonly Image[]) =>
    digitalFile(pictures, codec, fallback.of(pictures[0].width, pictures[0].height));
  const firstFile: Image[] = [];
  let shownFile: DigitalFile | undefined;
  let waiting: Image[] = [];

  /** Sends one file, or the files of one picture's tiles, by all settings under all conditions. */
  const sendAll = async (trial: number, groups: readonly (readonly Image[])[]) => {
    const received = series.map(() => conditions.map((): Received[] => []));
    for (const [tile, pictures] of groups.entries()) {
      const file = fileOf(pictures);
      for (const [s, one] of series.entries()) {
        const coder = file.coder(one.accounting.headers);
        for (const [c, condition] of conditions.entries()) {
          await letOthersRun();
          const { picture, ...rest } = await send(file, coder, one, condition, [trial, tile], settings);
          received[s][c].push({ ...rest, scores: file.scores(picture) });
          onExchanges(1 / groups.length);
        }
      }
    }
    for (const [s, { tallies }] of series.entries())
      for (const [c, files] of received[s].entries()) tallies[c].record(trial, outcomeOf(files));
  };

  return {
    name: fileName(codec, mosaic),
    exchanges: (conditions.length * series.length) / mosaic,
    async add({ trial, tiles }) {
      if (firstFile.length < mosaic) firstFile.push(tiles[0]);
      if (mosaic === 1) {
        await sendAll(
          trial,
          tiles.map(tile => [tile]),
        );
        return;
      }
      checkMosaic(tiles, waiting[0] ?? tiles[0], mosaic);
      waiting.push(tiles[0]);
      if (waiting.length < mosaic) return;
      const group = waiting;
      waiting = [];
      await sendAll(Math.floor(trial / mosaic), [group]);
    },
    async finish() {},
    curves: () => byHeaders.flatMap(own => curvesOf(own, conditions, singles)),
    async show(c) {
      shownFile ??= fileOf(firstFile);
      const file = shownFile;
      const shown: Shown[] = [];
      for (const own of byHeaders)
        for (const one of [bestOf(own, conditions, c), ...own.filter(({ pair }) => !pair)]) {
          const coder = file.coder(one.accounting.headers);
          const { picture } = await send(file, coder, one, conditions[c], [0, 0], settings);
          const caption = accountingName(one.accounting) + (one.pair ? '' : ', at capacity');
          shown.push({ caption, picture: file.part(picture, 0) });
        }
      return shown;
    },
  };
}

type Received = Omit<DigitalReception, 'picture'> & { readonly scores: readonly Score[] };

function send(
  file: DigitalFile,
  coder: SourceCoder,
  { pair }: Series,
  { ratio, snrDb }: Condition,
  place: readonly number[],
  { streamName, formats }: DigitalSettings,
): Promise<DigitalReception> {
  const uses = file.uses(ratio);
  const link = { uses, snrDb, fallback: file.fallback, streamName: [...streamName, snrDb, ...place] };
  return pair ? exchange(coder, formats(uses, pair), link) : exchangeAtCapacity(coder, link);
}

/** Files that hold the same pictures, tile by tile. */
function outcomeOf(files: readonly Received[]): Outcome {
  const pictures = files[0].scores.map((_, picture) => qualityOf(files.map(({ scores }) => scores[picture])));
  const pixels = files.flatMap(({ scores }) => scores).reduce((sum, score) => sum + score.pixels, 0);
  return {
    pictures,
    uses: files.reduce((sum, { uses }) => sum + uses, 0),
    values: 3 * pixels,
    files: files.length,
    failed: files.filter(({ failed }) => failed).length,
  };
}

function checkMosaic(tiles: readonly Image[], { width, height }: Image, mosaic: number): void {
  const refuse = (reason: string) => {
    throw configError('mosaic-pictures', 'digital.mosaic', `${reason}; give each picture a file: mosaic 1`);
  };
  const side = Math.ceil(Math.sqrt(mosaic)) * Math.max(width, height);
  if (tiles.length > 1) refuse(`a picture that is sent in ${tiles.length} tiles shares no file`);
  if (tiles[0].width !== width || tiles[0].height !== height)
    refuse(`a ${tiles[0].width}×${tiles[0].height} picture and a ${width}×${height} one share no file`);
  if (side > LARGEST_MOSAIC)
    refuse(`${mosaic} pictures of ${width}×${height} make a mosaic beyond ${LARGEST_MOSAIC} pixels a side`);
}
