import { CommanderError } from 'commander';
import { ConfigError } from '../kernels/errors.ts';

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/**
 * Tells the user what went wrong, on standard error: every problem of a `ConfigError` on its own line, only the message
 * of any other error, and the stack where the environment variable SEMLINK_DEBUG is 1. Returns the exit code.
 */
export function reportFailure(
  error: unknown,
  print: (line: string) => void = line => process.stderr.write(`${line}\n`),
): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  for (const line of linesOf(error)) print(`semlink: ${line}`);
  if (process.env.SEMLINK_DEBUG === '1' && error instanceof Error) print(error.stack ?? '');
  return error instanceof ConfigError ? EXIT.usage : EXIT.failed;
}

function linesOf(error: unknown): string[] {
  if (error instanceof ConfigError)
    return error.problems.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  return [error instanceof Error ? error.message : String(error)];
}
