import { ACCESSES, type PersonalResult, type WayDifference } from '../sim/personal/results.ts';
import { aligned, spread } from './alignedText.ts';
import { chunks } from './pointsTable.ts';

const COLUMNS_AT_ONCE = 6;

/** PSNR of every codec in every way to be on the air, what keys and personal codecs gain, and what the codecs cost, as aligned text. */
export function personalTable(result: PersonalResult): string {
  return [...psnrBlocks(result), differenceBlock(result), costBlock(result), ...kinshipBlock(result)].join(
    '\n\n',
  );
}

function psnrBlocks({ points }: PersonalResult): string[] {
  const snrs = [...new Set(points.map(({ snrDb }) => snrDb))];
  const codecs = [...new Set(points.map(({ way }) => way.codec))];
  return chunks(snrs, COLUMNS_AT_ONCE).map(part => {
    const rows = ACCESSES.flatMap(access =>
      codecs.map(codec => [
        `${codec}, ${access}`,
        ...part.map(snrDb => {
          const point = points.find(
            one => one.snrDb === snrDb && one.way.codec === codec && one.way.access === access,
          )!;
          return spread(point.psnrDb);
        }),
      ]),
    );
    return `PSNR in dB\n${aligned([['', ...part.map(snrDb => `${snrDb} dB`)], ...rows])}`;
  });
}

function differenceBlock({ points, differences }: PersonalResult): string {
  const snrs = [...new Set(points.map(({ snrDb }) => snrDb))].slice(0, COLUMNS_AT_ONCE);
  const name = ({ of, against }: WayDifference) =>
    of.access === against.access
      ? `${of.codec} minus ${against.codec}, ${of.access}`
      : `${of.codec} with keys minus ${against.codec}, ${against.access}`;
  const names = [...new Set(differences.filter(isShown).map(name))];
  const rows = names.map(row => [
    row,
    ...snrs.map(snrDb => spread(differences.find(one => one.snrDb === snrDb && name(one) === row)!.psnrDb)),
  ]);
  return `Difference of PSNR in dB, paired\n${aligned([['', ...snrs.map(snrDb => `${snrDb} dB`)], ...rows])}`;
}

/** What the question turns on; the report has all differences. */
function isShown({ of, against }: WayDifference): boolean {
  if (of.access !== against.access) return against.access === 'no-keys';
  const isPersonalGain = of.codec === 'personal' && against.codec === 'adapted';
  return (of.access === 'keys' || of.access === 'alone') && (against.codec === 'universal' || isPersonalGain);
}

function costBlock({ costs }: PersonalResult): string {
  const rows = costs.map(
    ({ codec, codecs, encoderBytes, decoderBytes, steps, pictures, trainingSeconds }) => [
      codec,
      String(codecs),
      ((codecs * (encoderBytes + decoderBytes)) / 1e6).toFixed(2),
      String(steps),
      String(pictures),
      trainingSeconds === null ? '–' : trainingSeconds.toFixed(1),
    ],
  );
  return aligned([['', 'codecs', 'MB', 'steps', 'pictures trained on', 'seconds'], ...rows]);
}

function kinshipBlock({ kinships }: PersonalResult): string[] {
  return kinships.map(
    ({ codec, between, snrDb, lossDb }) =>
      `Codecs of two users, ${codec}: their latents of one picture correlate by ${spread(between, 3)}; ` +
      `another's decoder changes a picture that is sent alone at ${snrDb} dB by ${spread(lossDb)} dB`,
  );
}
