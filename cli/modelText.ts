import type { ModelCard } from '../models/weights/card.ts';
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
  const snrsDb = [...new Set(psnr.map(row => row.snrDb))];
  const rates = [...new Set(psnr.map(row => row.cbr))];
  const rows = rates.map(cbr => [
    `cbr ${cbr}`,
    ...snrsDb.map(snrDb => psnr.find(row => row.cbr === cbr && row.snrDb === snrDb)?.psnrDb.toFixed(2) ?? ''),
  ]);
  const through = psnr[0].denoiserSteps > 0 ? 'through the denoiser' : 'codec alone';
  const table = aligned([['SNR per complex use', ...snrsDb.map(snrDb => `${snrDb} dB`)], ...rows]);
  const curve =
    card.kind === 'denoiser'
      ? `\n\nsquared error per latent entry after one step\n${aligned([
          ['noise share β', ...card.measured.mse.map(({ beta }) => String(beta))],
          ['measured', ...card.measured.mse.map(({ mse }) => mse.toFixed(4))],
          ['its own estimate', ...card.measured.mse.map(({ predicted }) => predicted.toFixed(4))],
        ])}`
      : '';
  return `mean PSNR in dB, ${through}, AWGN, ${pictures}\n${table}${curve}`;
}
