import type { ErrorPoint, ModelCard, PictureSet, PsnrRow, SamplingRow } from '../models/weights/card.ts';
import { type DenoiserCurves, setTitle, tablesOf } from '../models/weights/measured.ts';

/** A table of what was measured, ready for a terminal or a page. The first column names the row. */
export interface ModelTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** All that was measured on one set of pictures. */
export interface SetTables {
  /** The set in words. */
  readonly set: string;
  readonly tables: readonly ModelTable[];
}

/** SNR of the tables over the bandwidth ratio, and the ratio of the table of block edges. */
const RATE_SNR_DB = 10;
const EDGES_CBR = '1/6';

/** The tables of one card or of several that were measured on the same sets, the rows of all cards side by side. */
export function modelTables(cards: readonly ModelCard[]): SetTables[] {
  const parts = cards.flatMap(({ measured }) => tablesOf(measured));
  const sets = [...new Set(parts.map(({ title }) => title))];
  return sets.map(set => {
    const rows = parts.filter(({ title }) => title === set).flatMap(part => part.rows);
    const tables = [
      qualityTable(rows, 'PSNR in dB', ({ psnrDb, psnrMargin }) => withMargin(psnrDb, psnrMargin)),
      qualityTable(rows, 'MS-SSIM', ({ msSsim }) => msSsim && withMargin(msSsim.mean, msSsim.margin, 4)),
      rateTable(rows),
      edgesTable(rows, 'Borders of patches (4 px)', ({ patchEdges }) => patchEdges),
      edgesTable(rows, 'Borders of windows (32 px)', ({ windowEdges }) => windowEdges),
    ];
    return { set, tables: tables.filter(table => table.rows.length > 0) };
  });
}

/** The denoiser's error curve, and what more steps make beside fewer. */
export function curveTables({ mse, mseSet, sampling = [] }: DenoiserCurves): ModelTable[] {
  const tables = [curveTable(mse, mseSet), ...(sampling.length > 0 ? [samplingTable(sampling)] : [])];
  return tables.filter(({ rows }) => rows.length > 0);
}

function curveTable(curve: readonly ErrorPoint[], set: PictureSet | undefined): ModelTable {
  const hasMargins = curve.every(({ margin }) => margin !== undefined);
  return {
    title: `Squared error per latent entry after one step of the denoiser, all channels sent${set ? ` (${setTitle(set)})` : ''}`,
    head: ['noise share β', 'measured', 'its own estimate'],
    rows: curve.map(({ beta, mse, margin, predicted }) => [
      String(beta),
      withMargin(mse, hasMargins ? margin : undefined, 4),
      predicted.toFixed(4),
    ]),
  };
}

function samplingTable(rows: readonly SamplingRow[]): ModelTable {
  const snrs = [...new Set(rows.map(({ snrDb }) => snrDb))];
  const steps = [...new Set(rows.map(row => row.steps))];
  return {
    title: 'Mean PSNR in dB, and sharpness relative to the original, by steps of the denoiser, 0 = none',
    head: ['steps', ...snrs.flatMap(snrDb => [`${snrDb} dB: PSNR`, 'sharpness'])],
    rows: steps.map(count => [
      String(count),
      ...snrs.flatMap(snrDb => {
        const row = rows.find(found => found.snrDb === snrDb && found.steps === count);
        return row
          ? [withMargin(row.psnrDb, row.psnrMargin), withMargin(row.sharpness.mean, row.sharpness.margin)]
          : ['', ''];
      }),
    ]),
  };
}

/** What read the latent in a row of a table. */
export function readerName({ denoiserSteps, told }: PsnrRow): string {
  if (denoiserSteps > 0) return 'denoiser, then decoder';
  return told ? 'decoder told the noise' : 'decoder not told the noise';
}

/** '29.48 ± 0.05', or the mean alone where no interval is known. */
export function withMargin(mean: number, margin: number | undefined, digits = 2): string {
  return margin === undefined ? mean.toFixed(digits) : `${mean.toFixed(digits)} ± ${margin.toFixed(digits)}`;
}

/** A measure at the ratios that were measured at more than one SNR, by SNR. */
function qualityTable(
  rows: readonly PsnrRow[],
  measure: string,
  cell: (row: PsnrRow) => string | undefined,
): ModelTable {
  const snrs = snrsOf(rows);
  const lines = linesOf(rows).filter(line => line.rows.length > 1);
  return {
    title: `Mean ${measure} by true SNR per complex use`,
    head: ['', ...snrs.map(snrDb => `${snrDb} dB`)],
    rows: lines.flatMap(line => {
      const cells = snrs.map(snrDb => {
        const row = line.rows.find(found => found.snrDb === snrDb);
        return (row && cell(row)) ?? '';
      });
      return cells.every(text => text === '') ? [] : [[`cbr ${line.cbr}, ${line.reader}`, ...cells]];
    }),
  };
}

/** PSNR at one SNR by the ratio, a row for each ratio, a column for each reader that has more of them than the main ones. */
function rateTable(all: readonly PsnrRow[]): ModelTable {
  const rows = all.filter(row => row.snrDb === RATE_SNR_DB);
  const mains = new Set(
    linesOf(all)
      .filter(line => line.rows.length > 1)
      .map(({ cbr }) => cbr),
  );
  const readers = [...new Set(rows.filter(row => !mains.has(row.cbr)).map(readerName))];
  const ratios = [...new Set(rows.map(({ cbr }) => cbr))].sort((a, b) => ratioOf(a) - ratioOf(b));
  const find = (cbr: string, reader: string) =>
    rows.find(row => row.cbr === cbr && readerName(row) === reader);
  return {
    title: `Mean PSNR in dB, and MS-SSIM, by bandwidth ratio at ${RATE_SNR_DB} dB`,
    head: ['cbr', ...readers.flatMap(reader => [`${reader}: PSNR`, 'MS-SSIM'])],
    rows:
      readers.length === 0
        ? []
        : ratios.map(cbr => [
            cbr,
            ...readers.flatMap(reader => {
              const row = find(cbr, reader);
              const { msSsim } = row ?? {};
              return [
                row ? withMargin(row.psnrDb, row.psnrMargin) : '',
                msSsim ? withMargin(msSsim.mean, msSsim.margin, 4) : '',
              ];
            }),
          ]),
  };
}

function edgesTable(
  rows: readonly PsnrRow[],
  borders: string,
  edges: (row: PsnrRow) => { mean: number; margin: number } | undefined,
): ModelTable {
  const table = qualityTable(
    rows.filter(({ cbr, told }) => cbr === EDGES_CBR && told),
    '',
    row => {
      const found = edges(row);
      return found && withMargin(found.mean, found.margin, 3);
    },
  );
  return { ...table, title: `${borders}: relative size of steps across them, received less original` };
}

/** Rows that differ in the SNR alone, in the order in which they stand. */
function linesOf(rows: readonly PsnrRow[]) {
  const readers = [...new Set(rows.map(readerName))];
  return readers.flatMap(reader => {
    const own = rows.filter(row => readerName(row) === reader);
    return [...new Set(own.map(({ cbr }) => cbr))].map(cbr => ({
      reader,
      cbr,
      rows: own.filter(row => row.cbr === cbr),
    }));
  });
}

function snrsOf(rows: readonly PsnrRow[]): number[] {
  return [...new Set(rows.map(({ snrDb }) => snrDb))].sort((a, b) => a - b);
}

function ratioOf(cbr: string): number {
  const [uses, values] = cbr.split('/').map(Number);
  return uses / values;
}
