import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/semlink.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own in which a file's tests run the command; it goes when they are done. */
export function commandLineFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'semlink-cli-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Starts the command and lets others run meanwhile. */
  function start(...args: string[]): { child: ChildProcess; outcome: Promise<Outcome> } {
    const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
    });
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    const outcome = new Promise<Outcome>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => resolve({ code, stdout, stderr }));
    });
    return { child, outcome };
  }

  /** Runs the command to its end. */
  function runSync(...args: string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { code: status, stdout, stderr };
  }

  /** Writes a file into the folder and says where it lies. */
  function file(name: string, content: string | Uint8Array): string {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  return { folder, start, runSync, file };
}
