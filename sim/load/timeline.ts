import type { CellRun } from './cell.ts';
import type { LoadPlace, Timeline, TimelineEntry } from './results.ts';
import type { Load } from './scenario.ts';

/** What was on the air in the window of a scenario, in the order of beginning. */
export function timelineOf(run: CellRun, place: LoadPlace, { timeline }: Load): Timeline {
  const endedS = run.network.endedNs / 1e9;
  const lengthS = Math.min(timeline.lengthS, endedS);
  const fromS = Math.min(timeline.fromS ?? (endedS - lengthS) / 2, endedS - lengthS);
  const ms = (ns: number) => ns / 1e6 - 1e3 * fromS;
  const isShown = ({ fromMs, toMs }: TimelineEntry) => toMs > 0 && fromMs < 1e3 * lengthS;
  const judged = run.tries.map(
    ({ user, picture, tries, fromNs, toNs, accepted, psnrDb }): TimelineEntry => ({
      ...{ user, picture, tries, fromMs: ms(fromNs), toMs: ms(toNs) },
      end: accepted ? 'accepted' : 'rejected',
      psnrDb,
    }),
  );
  const cut = run.cutOff.map(
    ({ user, picture, tries, fromNs, toNs }): TimelineEntry => ({
      ...{ user, picture, tries, fromMs: ms(fromNs), toMs: ms(toNs) },
      end: 'cut',
      psnrDb: null,
    }),
  );
  const entries = [...judged, ...cut].filter(isShown).sort((a, b) => a.fromMs - b.fromMs || a.user - b.user);
  return { place, fromS, lengthS, users: run.network.users.length, entries };
}
