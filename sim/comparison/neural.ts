import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Image } from '../../kernels/image.ts';
import type { Codec, Denoiser } from '../../models/codec/codec.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { sendAlone } from '../alone.ts';
import { type BatchLimit, batches } from '../batches.ts';
import { qualityOf, type Score, scoreOf } from '../metrics/score.ts';
import { receiver } from '../receiver.ts';
import type { Condition } from './conditions.ts';
import type { Curve } from './results.ts';
import { type Tally, tally } from './tally.ts';
import type { Sent, Shown, Way, WaySettings } from './way.ts';

export interface NeuralSettings extends WaySettings {
  readonly codec: Codec;
  readonly denoiser: Denoiser;
  readonly denoiserSteps: readonly number[];
  readonly limit: BatchLimit;
}

/** The neural codec, with and without denoiser: one latent for each tile, of unit power each. */
export function neuralWay(settings: NeuralSettings): Way {
  const { conditions, denoiserSteps, streamName, codec, denoiser, limit, onExchanges } = settings;
  const networks = receiver(codec, denoiser, limit);
  const curves = denoiserSteps.map(steps => ({ steps, tallies: conditions.map(() => tally()) }));
  let first: Image | undefined;

  const send = (latent: Latent, { snrDb, channels }: Condition, trial: number, tile: number) =>
    sendAlone(latent, channels, snrDb, [...streamName, snrDb, trial, tile]);

  const encoding = batches<Tile>(limit, async tiles => {
    const latents = await codec.encode(tiles);
    for (const [i, tile] of tiles.entries()) {
      await letOthersRun();
      for (const [c, condition] of conditions.entries()) {
        const { estimate, channelUses } = send(latents[i], condition, tile.trial, tile.index);
        for (const { steps, tallies } of curves)
          await networks.add({
            estimate,
            steps,
            finish(received) {
              tile.gather(tallies[c], channelUses, scoreOf(tile, received));
              onExchanges(1 / tile.siblings);
            },
          });
      }
    }
  });

  return {
    name: 'semlink',
    exchanges: conditions.length * denoiserSteps.length,
    async add(sent) {
      first ??= sent.tiles[0];
      const gather = gatherer(sent);
      for (const [index, tile] of sent.tiles.entries())
        await encoding.add({
          ...tile,
          trial: sent.trial,
          index,
          siblings: sent.tiles.length,
          gather: (into, uses, score) => gather(into, index, uses, score),
        });
    },
    async finish() {
      await encoding.finish();
      await networks.finish();
    },
    curves: () =>
      curves.map(
        ({ steps, tallies }): Curve => ({
          kind: 'neural',
          name: nameOf(steps),
          denoiserSteps: steps,
          points: conditions.map((condition, c) => tallies[c].point(condition)),
        }),
      ),
    async show(c) {
      const [latent] = await codec.encode([first!]);
      const { estimate } = send(latent, conditions[c], 0, 0);
      const shown: Shown[] = [];
      for (const steps of denoiserSteps)
        await networks.add({
          estimate,
          steps,
          finish: picture => void shown.push({ caption: nameOf(steps), picture }),
        });
      await networks.finish();
      return shown;
    },
  };
}

/** A tile that waits for the encoder. */
interface Tile extends Image {
  readonly trial: number;
  readonly index: number;
  readonly siblings: number;
  gather(into: Tally, uses: number, score: Score): void;
}

/** Records a picture once all of its tiles have been scored. */
function gatherer({ trial, tiles }: Sent) {
  const open = new Map<Tally, { scores: Score[]; missing: number; uses: number }>();
  const values = tiles.reduce((sum, { width, height }) => sum + 3 * width * height, 0);
  return (into: Tally, index: number, channelUses: number, score: Score) => {
    const state = open.get(into) ?? { scores: [], missing: tiles.length, uses: 0 };
    open.set(into, state);
    state.scores[index] = score;
    state.uses += channelUses;
    state.missing--;
    if (state.missing > 0) return;
    open.delete(into);
    into.record(trial, {
      pictures: [qualityOf(state.scores)],
      uses: state.uses,
      values,
      files: 1,
      failed: 0,
    });
  };
}

function nameOf(steps: number): string {
  return steps === 0 ? 'semlink' : `semlink, denoiser of ${steps} ${steps === 1 ? 'step' : 'steps'}`;
}
