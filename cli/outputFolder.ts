import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configError, RuntimeFailure } from '../kernels/errors.ts';

export interface OutputFolder {
  readonly path: string;
  /** Writes a file whole or not at all. Throws a `RuntimeFailure` when the disk refuses. */
  write(name: string, content: string): void;
  /** Takes back the folders that were made for this run, as far as they are empty. */
  discardIfEmpty(): void;
}

/**
 * Makes a folder for results and tries to write there, so that a long run does not end in front of a closed door.
 *
 * @throws ConfigError `output-folder` when the folder cannot be made or written
 */
export function openOutputFolder(path: string): OutputFolder {
  const firstMade = attempt(path, () => mkdirSync(path, { recursive: true }));
  attempt(path, () => {
    const probe = temporaryIn(path, 'probe');
    writeFileSync(probe, '');
    rmSync(probe);
  });
  return {
    path,
    write(name, content) {
      const temporary = temporaryIn(path, name);
      try {
        writeFileSync(temporary, content);
        renameSync(temporary, join(path, name));
      } catch (cause) {
        rmSync(temporary, { force: true });
        throw new RuntimeFailure('output-write', `${join(path, name)} cannot be written: ${reason(cause)}`, {
          cause,
        });
      }
    },
    discardIfEmpty() {
      if (firstMade !== undefined) removeEmpty(resolve(path), resolve(firstMade));
    },
  };
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw configError('output-folder', path, `results cannot be written here: ${reason(cause)}`, cause);
  }
}

/** A hidden name beside the final one, so that the rename stays within one file system. */
function temporaryIn(folder: string, name: string): string {
  return join(folder, `.${name}.${process.pid}.tmp`);
}

function removeEmpty(leaf: string, root: string): void {
  for (let folder = leaf; folder.length >= root.length; folder = dirname(folder))
    try {
      rmdirSync(folder);
    } catch (error) {
      if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'ENOENT') return;
      throw error;
    }
}

function reason(error: unknown): string {
  const known: Record<string, string> = {
    EACCES: 'no permission',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'a file of this name is in the way',
  };
  return known[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
