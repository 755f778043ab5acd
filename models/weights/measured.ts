import type { ErrorPoint, ModelCard, PictureSet, PsnrRow, SamplingRow } from './card.ts';

/** What a card says was measured. */
type Measured = ModelCard['measured'];

/** Tables of a card, one per set of pictures, the sets in words: 'McMaster, 18 pictures'. */
export function tablesOf(
  measured: Measured,
): { readonly title: string; readonly rows: readonly PsnrRow[] }[] {
  if (measured.psnr.length === 0) return [];
  if (!measured.sets) return [{ title: measured.pictures, rows: measured.psnr }];
  return measured.sets.map(set => ({
    title: setTitle(set),
    rows: measured.psnr.filter(row => row.set === set.name),
  }));
}

/** A set in words: 'CIFAR-10 test, 9,980 pictures', or 'CIFAR-10 test, the first 64 of 9,980 pictures'. */
export function setTitle({ name, pictures, of }: PictureSet): string {
  const count = (value: number) => value.toLocaleString('en-US');
  return `${name}, ${pictures < of ? `the first ${count(pictures)} of ${count(of)}` : count(of)} pictures`;
}

/**
 * What in a card would be lost to a new measurement: tables of the same sets over more pictures, and tables of a set without a name, as cards
 * of earlier versions have it, over more pictures than the largest new one.
 *
 * @returns a sentence for each
 */
export function fullerTables(measured: Measured, sets: readonly PictureSet[]): string[] {
  if (!measured.sets) {
    const pictures = Math.max(0, ...measured.psnr.map(row => row.pictures));
    const most = Math.max(...sets.map(set => set.pictures));
    return pictures > most
      ? [`its table is over ${pictures} pictures (${measured.pictures}), the new one over ${most}`]
      : [];
  }
  return sets.flatMap(set => {
    const known = measured.sets?.find(({ name }) => name === set.name);
    return known && known.pictures > set.pictures
      ? [`its table of ${set.name} is over ${known.pictures} pictures, the new one over ${set.pictures}`]
      : [];
  });
}

/** What is measured of a denoiser alone: its error curve, on which set, and what more steps make. */
export interface DenoiserCurves {
  readonly mse: ErrorPoint[];
  readonly mseSet?: PictureSet;
  readonly sampling?: SamplingRow[];
}

/** The denoiser's curves on a card, if they are over more pictures than new ones would be. */
export function fullerCurve(
  { mse, mseSet, sampling, psnr, sets }: Extract<ModelCard, { kind: 'denoiser' }>['measured'],
  pictures: number,
): DenoiserCurves | undefined {
  // Cards without named sets keep no count for the curve: it was measured on at most 512 of the table's pictures.
  const known = mseSet?.pictures ?? (sets ? 0 : Math.min(512, Math.max(0, ...psnr.map(row => row.pictures))));
  if (mse.length === 0 || known <= pictures) return undefined;
  return { mse, ...(mseSet && { mseSet }), ...(sampling && { sampling }) };
}

/** A card's tables with new ones: sets of the same name are replaced, others kept, tables of a set without a name dropped. */
export function withTables(
  measured: Measured,
  sets: readonly PictureSet[],
  rows: readonly PsnrRow[],
): { pictures: string; sets: PictureSet[]; psnr: PsnrRow[] } {
  const known = measured.sets ?? [];
  const all = [
    ...known.map(old => sets.find(({ name }) => name === old.name) ?? old),
    ...sets.filter(({ name }) => !known.some(old => old.name === name)),
  ];
  const source = (name: string) => (sets.some(set => set.name === name) ? rows : measured.psnr);
  return {
    pictures: all.map(setTitle).join('; '),
    sets: all,
    psnr: all.flatMap(({ name }) => source(name).filter(row => row.set === name)),
  };
}
