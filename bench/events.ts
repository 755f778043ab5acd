import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { versions } from '../sim/versions.ts';
import { holdModel } from './holdModel.ts';

// Prints the rate of the event loop under the hold model; with --long also its memory over 10^8 events.
const { values } = parseArgs({ options: { long: { type: 'boolean', default: false } } });
const ROUNDS = 7;
const PENDING = [10_000, 1_000_000];
const EVENTS_PER_ROUND = 1_000_000;

const rates = PENDING.map(pending => {
  const step = holdModel(pending);
  step(EVENTS_PER_ROUND);
  const millions = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage();
    step(EVENTS_PER_ROUND);
    const { user, system } = process.cpuUsage(start);
    return EVENTS_PER_ROUND / (user + system);
  }).sort((a, b) => a - b);
  const [min, median, max] = [0, ROUNDS >> 1, ROUNDS - 1].map(i => Number(millions[i].toFixed(2)));
  return { name: `hold model, ${pending} pending`, unit: 'million events/CPU s', median, min, max };
});

/** Memory in use after the garbage was collected, every 10⁷ of 10⁸ events; each event also sets a far timer and cancels the last one. */
function memoryOverTime() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const step = holdModel(10_000, { timers: true });
  return Array.from({ length: 11 }, (_, i) => {
    if (i > 0) step(1e7);
    collect();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    const megabytes = (bytes: number) => Number((bytes / 2 ** 20).toFixed(1));
    return { events: i * 1e7, usedMiB: megabytes(heapUsed + arrayBuffers), residentMiB: megabytes(rss) };
  });
}

const report = { versions: versions(), rates, ...(values.long && { memory: memoryOverTime() }) };
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
