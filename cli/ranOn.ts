import type { Provenance } from '../sim/results.ts';
import { formatDuration } from './progress.ts';

/** Where a run ran and how long it took, for the line under a table. A device that was not asked for by name is told with what was. */
export function ranOn({
  deviceRequested,
  deviceUsed,
  wallSeconds,
}: Pick<Provenance, 'deviceRequested' | 'deviceUsed' | 'wallSeconds'>): string {
  const device = deviceUsed === deviceRequested ? deviceUsed : `${deviceUsed} (${deviceRequested})`;
  return `Device: ${device}. Time: ${formatDuration(wallSeconds)}.`;
}
