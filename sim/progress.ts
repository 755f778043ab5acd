/** How far a campaign has come. */
export interface Progress {
  readonly pointsDone: number;
  readonly points: number;
  readonly picturesPerSecond: number;
  readonly secondsLeft: number;
}

export interface ProgressMeter {
  pictureDone(picture: { readonly completesPoint: boolean }): void;
}

/** Counts pictures and points done; `report` hears of every picture. */
export function progressMeter(
  { points, pictures }: { points: number; pictures: number },
  report: (progress: Progress) => void = () => {},
): ProgressMeter {
  const startedAt = performance.now();
  let pointsDone = 0;
  let picturesDone = 0;
  return {
    pictureDone({ completesPoint }) {
      picturesDone++;
      if (completesPoint) pointsDone++;
      const picturesPerSecond = picturesDone / Math.max(1e-3, (performance.now() - startedAt) / 1000);
      const secondsLeft = (pictures - picturesDone) / picturesPerSecond;
      report({ pointsDone, points, picturesPerSecond, secondsLeft });
    },
  };
}
