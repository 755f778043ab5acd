import type { Command } from 'commander';
import { checkModels, listModels } from '../models/weights/check.ts';
import { measureModels } from './measure.ts';
import { modelsArgument } from './modelFolder.ts';
import { measuredText, modelLine } from './modelText.ts';

/** `semlink models list|check|measure`. */
export function registerModels(program: Command): void {
  const models = program.command('models').description('show, check and measure trained models');
  models
    .command('list')
    .description('list the models of a folder with what their cards say')
    .addArgument(modelsArgument())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  semlink models list')
    .action((dir: string, { json }: { json?: boolean }) => {
      const found = listModels(dir);
      print(
        json,
        found.map(({ card }) => card),
        found.map(({ card }) => `${modelLine(card)}\n${measuredText(card)}\n`),
      );
    });
  models
    .command('check')
    .description('check that every model file matches its card: checksum, shapes, and that it runs')
    .addArgument(modelsArgument())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  semlink models check my-models')
    .action(async (dir: string, { json }: { json?: boolean }) => {
      const checked = await checkModels(dir);
      const lines = checked.map(
        ({ card, bytes }) => `ok  ${modelLine(card)}, ${(bytes / 2 ** 20).toFixed(1)} MiB`,
      );
      print(
        json,
        checked.map(({ card, bytes }) => ({ name: card.name, kind: card.kind, bytes, ok: true })),
        lines,
      );
    });
  models
    .command('measure')
    .description(
      'measure PSNR over SNR, and the denoiser’s error curve, on pictures; writes both into the cards',
    )
    .argument('<dir>', 'model folder')
    .requiredOption('--images <path>', 'folder, CIFAR-10 file (.bin) or "procedural"')
    .option('--count <n>', 'use the first n pictures (all unless given)')
    .option('--seed <n>', 'seed of the noise', '1')
    .option('--device <name>', 'auto, cpu, cuda or webgpu', 'auto')
    .addHelpText(
      'after',
      '\nExample:\n  semlink models measure models/weights/universal --images cifar-10/test_batch.bin',
    )
    .action(measureModels);
}

function print(json: boolean | undefined, document: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${lines.join('\n')}\n`);
}
