import type { Progress } from '../sim/progress.ts';
/** What a long command says while it runs. */
export interface ProgressLine {
  /** Shows `text` in place of the last one. */
  show(text: string): void;
  /** Wipes the line, so that what follows starts on a clean one. */
  clear(): void;
}

const REFRESH_MS = 100;

/** A line that rewrites itself on a terminal, and stays silent where standard error is a pipe or a file. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let shownAt = Number.NEGATIVE_INFINITY;
  if (!stream.isTTY) return { show() {}, clear() {} };
  return {
    show(text) {
      const now = performance.now();
      if (now - shownAt < REFRESH_MS) return;
      shownAt = now;
      stream.write(`\r\x1b[2K${text.slice(0, Math.max(20, stream.columns - 1))}`);
    },
    clear() {
      stream.write('\r\x1b[2K');
    },
  };
}

/** Seconds as 8 s, 2:05 min or 1:02:05 h. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)} h`;
}

/** What a progress line says of pictures on their way through the networks. */
export function describePictures({ pointsDone, points, picturesPerSecond, secondsLeft }: Progress): string {
  const rate = picturesPerSecond.toPrecision(3);
  return `${pointsDone} of ${points} points · ${rate} pictures/s · ${formatDuration(secondsLeft)} left`;
}
