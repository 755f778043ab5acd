import type { Stats } from 'node:fs';
import { access, constants, readFile, stat } from 'node:fs/promises';
import { configError, RuntimeFailure } from '../../kernels/errors.ts';

/**
 * What lies at a path that the user named.
 *
 * @throws ConfigError `input-missing` if nothing is there; RuntimeFailure `input-unreadable` if the disk refuses.
 */
export async function statInput(path: string, expected: string): Promise<Stats> {
  return await stat(path).catch((cause: unknown) => {
    throw inputError(path, expected, cause);
  });
}

/**
 * Bytes of a file that the user named.
 *
 * @throws ConfigError `input-missing` or `input-not-a-file`; RuntimeFailure `input-unreadable` if the disk refuses.
 */
export async function readInput(path: string, expected: string): Promise<Buffer> {
  return await readFile(path).catch((cause: unknown) => {
    throw inputError(path, expected, cause);
  });
}

/**
 * Checks that a file that the user named exists and may be read, without reading it.
 *
 * @throws ConfigError `input-missing`; RuntimeFailure `input-unreadable`.
 */
export async function checkReadable(path: string, expected: string): Promise<void> {
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw inputError(path, expected, cause);
  });
}

/** Sorts a failure of the file system into the user's mistakes and the machine's. */
export function inputError(path: string, expected: string, cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return configError('input-missing', path, `no such file or folder, expected ${expected}`, cause);
  if (code === 'EISDIR')
    return configError('input-not-a-file', path, `is a folder, expected ${expected}`, cause);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RuntimeFailure('input-unreadable', `${path}: cannot be read: ${reason}`, { cause });
}
