import { z } from 'zod';
import { openRecordFile, type RecordFile } from '../recordFile.ts';

/** A codec that is done, as one line of a file; its networks lie in the folder of its name. */
export interface TuningRecord {
  readonly name: string;
  readonly steps: number;
  readonly pictures: number;
  /** Null where nobody knows: killed between the last step and this line. */
  readonly trainingSeconds: number | null;
  /** Of the encoder, so that the line belongs to the networks beside it. */
  readonly encoderSha256: string;
}

const schema: z.ZodType<TuningRecord> = z.object({
  name: z.string(),
  steps: z.number(),
  pictures: z.number(),
  trainingSeconds: z.number().nullable(),
  encoderSha256: z.string(),
});

/**
 * Opens the file of finished codecs, or starts it; see `openRecordFile`.
 *
 * @param work everything that decides the codecs
 * @throws ConfigError `tuning-other` where the file belongs to other codecs, `tuning-file` where a line is none; RuntimeFailure `tuning-write`
 *   where the disk refuses
 */
export function openTuningStore(
  file: string,
  work: Readonly<Record<string, unknown>>,
): RecordFile<TuningRecord> {
  return openRecordFile(file, work, {
    code: 'tuning',
    others: 'codecs of another experiment',
    piece: 'finished codec',
    advice: 'use another --out',
    schema,
  });
}
