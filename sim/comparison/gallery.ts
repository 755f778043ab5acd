import type { Image } from '../../kernels/image.ts';
import { toPicture } from '../cell/gallery.ts';
import { qualityOf, scoreOf } from '../metrics/score.ts';
import { type Condition, shownConditions } from './conditions.ts';
import type { ComparisonRow } from './results.ts';
import type { Comparison } from './scenario.ts';
import type { Way } from './way.ts';

/** The first picture, or its first tile, as each way delivers it: a row for each condition that is shown. */
export async function galleryRows(
  comparison: Comparison,
  conditions: readonly Condition[],
  ways: readonly Way[],
  original: Image,
): Promise<ComparisonRow[]> {
  const rows: ComparisonRow[] = [];
  for (const c of shownConditions(comparison, conditions)) {
    const pictures: ComparisonRow['pictures'][number][] = [await toPicture('original', original)];
    for (const way of ways)
      for (const { caption, picture } of await way.show(c))
        pictures.push(await toPicture(caption, picture, qualityOf([scoreOf(original, picture)]).psnrDb));
    rows.push({ snrDb: conditions[c].snrDb, cbr: conditions[c].cbr, pictures });
  }
  return rows;
}
