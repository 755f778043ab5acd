/**
 * The three kinds of failure semlink reports. Every error carries a machine-readable `code` and, where one exists,
 * the error underneath as `cause`.
 *
 * - `ConfigError`: the user's input is wrong (exit code 2). It lists every problem with its path.
 * - `NumericError`: a shape does not fit, or a computation diverged (exit code 1).
 * - `RuntimeFailure`: the machine failed: device, disk, file (exit code 1).
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: string;
  readonly problems: readonly Problem[];

  constructor(code: string, problems: readonly Problem[], options: { cause?: unknown } = {}) {
    super(problems.map(p => (p.path ? `${p.path}: ${p.message}` : p.message)).join('\n'), options);
    this.code = code;
    this.problems = problems;
  }
}

/** One thing wrong with the input: where (`path`, may be empty) and what was expected (`message`). */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

export class NumericError extends Error {
  override readonly name = 'NumericError';
  readonly code: string;

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

export class RuntimeFailure extends Error {
  override readonly name = 'RuntimeFailure';
  readonly code: string;

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** A `ConfigError` with a single problem. */
export function configError(code: string, path: string, message: string, cause?: unknown): ConfigError {
  return new ConfigError(code, [{ path, message }], cause === undefined ? {} : { cause });
}
