import type { DenoiserCard, ModelCard, PsnrRow } from '../models/weights/card.ts';
import { aligned } from './alignedText.ts';

/** A model in one line: what it is, how large, how long trained, its best-known number. */
export function modelLine(card: ModelCard): string {
  const files = Object.values(card.files).map(file => `${file.name} ${file.sha256.slice(0, 12)}…`);
  const size = `${(card.parameters / 1e6).toFixed(2)} M parameters`;
  return `${card.kind} ${card.name}: ${size}, ${card.training.steps} steps (${files.join(', ')})`;
}

/** Everything measured on a model's card as aligned tables. */
export function measuredText(card: ModelCard): string {
  const { pictures, psnr } = card.measured;
  if (psnr.length === 0) return 'not measured yet; see "semlink models measure --help"';
  const readers = [...new Set(psnr.map(readerName))];
  const snrsDb = [...new Set(psnr.map(row => row.snrDb))];
  const rows = readers.flatMap(reader =>
    [...new Set(psnr.map(row => row.cbr))].map(cbr => [
      `cbr ${cbr}, ${reader}`,
      ...snrsDb.map(snrDb => {
        const found = psnr.find(row => readerName(row) === reader && row.cbr === cbr && row.snrDb === snrDb);
        return found?.psnrDb.toFixed(2) ?? '';
      }),
    ]),
  );
  const head = ['SNR per complex use', ...snrsDb.map(snrDb => `${snrDb} dB`)];
  const table = `mean PSNR in dB, AWGN, ${pictures}\n${aligned([head, ...rows])}`;
  return card.kind === 'denoiser' ? `${table}\n\n${curveText(card)}` : table;
}

/** What read the latent in a row of a PSNR table. */
export function readerName({ denoiserSteps, told }: PsnrRow): string {
  if (denoiserSteps > 0) return 'denoiser, then decoder';
  return told ? 'decoder told the noise' : 'decoder not told the noise';
}

function curveText({ measured: { mse } }: DenoiserCard): string {
  const rows = [
    ['noise share β', ...mse.map(point => String(point.beta))],
    ['measured', ...mse.map(point => point.mse.toFixed(4))],
    ['its own estimate', ...mse.map(point => point.predicted.toFixed(4))],
  ];
  return `squared error per latent entry after one step\n${aligned(rows)}`;
}
