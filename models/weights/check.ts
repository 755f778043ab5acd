import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configError } from '../../kernels/errors.ts';
import { openSession, type Session } from '../runtime/session.ts';
import { geometryValues } from '../transformer/tokens.ts';
import { layOutWindows, WINDOW, WINDOW_TOKENS } from '../transformer/windows.ts';
import { type ModelCard, readCard } from './card.ts';
import { CODEC_CARD, checkedFile, DENOISER_CARD } from './load.ts';

/** A model file and what it gives for one window of zeros. */
export interface CheckedModel {
  readonly card: ModelCard;
  readonly path: string;
  readonly bytes: number;
}

/** The cards in a model folder, without looking at their files. */
export function listModels(directory: string): { readonly path: string; readonly card: ModelCard }[] {
  const found = [CODEC_CARD, DENOISER_CARD]
    .map(name => join(directory, name))
    .filter(path => existsSync(path));
  if (found.length === 0)
    throw configError('models-none', directory, `holds no model card (${CODEC_CARD} or ${DENOISER_CARD})`);
  return found.map(path => ({ path, card: readCard(path) }));
}

/**
 * Checks a model folder: every card is complete, every file has the card's checksum, loads, and maps the card's shapes.
 *
 * @throws ConfigError naming the file, what it is and what its card says
 */
export async function checkModels(directory: string): Promise<CheckedModel[]> {
  const checked: CheckedModel[] = [];
  for (const { path, card } of listModels(directory)) {
    let bytes = 0;
    for (const [role, file] of Object.entries(card.files)) {
      const session = await openSession(checkedFile(directory, path, file), { device: 'cpu' });
      await checkShapes(session, role as Role, card, join(directory, file.name));
      await session.close();
      bytes += file.bytes;
    }
    checked.push({ card, path, bytes });
  }
  return checked;
}

type Role = 'encoder' | 'decoder' | 'denoiser';

/** Runs one window of zeros through a network and compares what comes out with the card. */
async function checkShapes(session: Session, role: Role, card: ModelCard, path: string): Promise<void> {
  const layout = layOutWindows([{ rows: WINDOW, cols: WINDOW }]);
  const latent = {
    shape: [WINDOW_TOKENS, card.latentChannels],
    data: new Float32Array(WINDOW_TOKENS * card.latentChannels),
  };
  const values = card.patch ** 2 * 3;
  const patches = { shape: [WINDOW_TOKENS, values], data: new Float32Array(WINDOW_TOKENS * values) };
  const inputs = role === 'encoder' ? { patches } : { mean: latent, deviation: latent };
  const [output, width] = {
    encoder: ['latent', card.latentChannels] as const,
    decoder: ['patches', values] as const,
    denoiser: ['estimate', card.latentChannels] as const,
  }[role];
  const expected = `${output} [tokens, ${width}]`;
  let results: Awaited<ReturnType<Session['run']>>;
  try {
    results = await session.run({ ...geometryValues(layout), ...inputs });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw configError(
      'model-shape',
      path,
      `does not take the shapes of its card (${expected}): ${reason}`,
      cause,
    );
  }
  const found = results[output]?.shape;
  if (!found || found[1] !== width)
    throw configError(
      'model-shape',
      path,
      `gives ${output} ${found ? `[${found}]` : '(nothing)'}, its card says ${expected}`,
    );
}
