import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RuntimeFailure } from '../../kernels/errors.ts';

/**
 * Writes a file whole or not at all: a kill leaves the old one or the new one. Folders are made as needed.
 *
 * @param code of the RuntimeFailure that a refusing disk becomes
 */
export function writeWhole(path: string, bytes: Uint8Array, code: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.tmp`, bytes);
    renameSync(`${path}.tmp`, path);
  } catch (cause) {
    throw new RuntimeFailure(code, `cannot write ${path}`, { cause });
  }
}
