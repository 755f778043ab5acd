import type { Command } from 'commander';
import { checkModels, listModels } from '../models/weights/check.ts';
import { measure } from './measure.ts';
import { modelsArgument } from './modelFolder.ts';
import { measuredText, modelLine } from './modelText.ts';
import { repeatable } from './repeatable.ts';

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
      'measure PSNR, MS-SSIM and block edges over SNR and bandwidth ratio, and the denoiser’s error curve; writes all of it into the cards',
    )
    .argument('<dir>', 'model folder')
    .requiredOption(
      '--images <name=path>',
      'folder, CIFAR-10 file (.bin) or "procedural", and what to call it; repeatable, the error curve is measured on the first',
      repeatable,
    )
    .option('--count <n>', 'use the first n pictures of each set (all unless given)')
    .option('--seed <n>', 'seed of the noise', '1')
    .option('--device <name>', 'auto, cpu, cuda or webgpu', 'auto')
    .option('--out <file>', 'write to this file and leave the cards alone')
    .option('--overwrite', 'replace tables in the cards even if they were measured on more pictures')
    .addHelpText(
      'after',
      '\nA card is written when everything is measured; the same command goes on after a kill.\n' +
        '\nExamples:\n  semlink models measure my-models --images "CIFAR-10 test=cifar-10/test.bin" --images Set14=set14\n' +
        '  semlink models measure my-models --images photos --count 8 --out look.json',
    )
    .action(measure);
}

function print(json: boolean | undefined, document: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${lines.join('\n')}\n`);
}
