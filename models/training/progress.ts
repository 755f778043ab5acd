import type { ProgressLine, TrainingOptions } from './options.ts';
import type { StepReport } from './train.ts';

/** Steps between two progress lines. */
const EVERY = 20;

/** Gathers step reports into progress lines. */
export function trainingMeter(
  { schedule, progress }: TrainingOptions,
  imagesPerStep: number,
): (report: StepReport, watchedWindows: readonly number[]) => void {
  let [losses, psnrs, watched, count] = [0, 0, 0, 0];
  let since = performance.now();
  return ({ step, loss, readouts }, windows) => {
    losses += loss;
    count++;
    for (const window of windows) psnrs += -10 * Math.log10(readouts.mse.data[window] as number);
    watched += windows.length;
    if (step % EVERY !== 0 && step !== schedule.steps) return;
    const seconds = (performance.now() - since) / 1000;
    const line: ProgressLine = {
      step,
      steps: schedule.steps,
      loss: losses / count,
      psnrDb: psnrs / watched,
      imagesPerSecond: (count * imagesPerStep) / seconds,
      secondsLeft: ((schedule.steps - step) * seconds) / count,
    };
    progress(line);
    [losses, psnrs, watched, count] = [0, 0, 0, 0];
    since = performance.now();
  };
}

/** One line for people: `step 120/7500  loss 0.0123  PSNR 24.1 dB  88 images/s  1 h 02 min left`. */
export function formatProgress({
  step,
  steps,
  loss,
  psnrDb,
  imagesPerSecond,
  secondsLeft,
}: ProgressLine): string {
  const minutes = Math.round(secondsLeft / 60);
  const left =
    minutes < 60
      ? `${minutes} min`
      : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  const psnr = Number.isNaN(psnrDb) ? '   –' : psnrDb.toFixed(2);
  return `step ${step}/${steps}  loss ${loss.toPrecision(4)}  PSNR ${psnr} dB  ${imagesPerSecond.toFixed(0)} images/s  ${left} left`;
}
