import { openRecordFile, type RecordFile } from '../recordFile.ts';
import { recordSchema, type StudyRecord } from './records.ts';

/** The finished pieces of a study on disk. */
export type StudyStore = RecordFile<StudyRecord>;

/**
 * Opens the file of a study, or starts it; see `openRecordFile`.
 *
 * @throws ConfigError `study-other` where the file belongs to another study, `study-file` where a line is none of a study;
 *   RuntimeFailure `study-write` where the disk refuses
 */
export function openStudyStore(file: string, study: Readonly<Record<string, unknown>>): StudyStore {
  return openRecordFile(file, study, {
    code: 'study',
    others: 'runs of another study',
    piece: 'finished run of a study',
    advice: 'use another --out',
    schema: recordSchema,
  });
}
