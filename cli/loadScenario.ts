import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { configError } from '../kernels/errors.ts';
import { didYouMean } from '../sim/suggest.ts';

const SCENARIOS = fileURLToPath(new URL('../scenarios/', import.meta.url));
const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs', '.json'];

/**
 * What a scenario file says, before defaults and checks. `nameOrPath` is the name of a scenario that comes with semlink,
 * or the path of a .ts, .js or .json file of one's own.
 *
 * @throws ConfigError `scenario-unknown`, `scenario-missing`, `scenario-file`
 */
export async function loadScenario(nameOrPath: string): Promise<unknown> {
  if (isPath(nameOrPath)) return loadFile(nameOrPath);
  const names = await scenarioNames();
  if (!names.includes(nameOrPath))
    throw configError(
      'scenario-unknown',
      'scenario',
      `"${nameOrPath}" is not one of ${names.join(', ')}, nor the path of a ${EXTENSIONS.join(', ')} file${didYouMean(nameOrPath, names)}`,
    );
  return loadFile(join(SCENARIOS, `${nameOrPath}.ts`));
}

/** The scenarios that come with semlink. */
export async function scenarioNames(): Promise<string[]> {
  const files = await readdir(SCENARIOS);
  return files
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => file.slice(0, -'.ts'.length))
    .sort();
}

function isPath(nameOrPath: string): boolean {
  return /[/\\]/.test(nameOrPath) || EXTENSIONS.includes(extname(nameOrPath));
}

async function loadFile(path: string): Promise<unknown> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile())
    throw configError('scenario-missing', path, found ? 'is not a file' : 'there is no such scenario file');
  if (!EXTENSIONS.includes(extname(path)))
    throw configError('scenario-file', path, `is not a ${EXTENSIONS.join(', ')} file`);
  return extname(path) === '.json' ? loadJson(path) : loadModule(path);
}

async function loadJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw configError('scenario-file', path, `is not valid JSON: ${messageOf(cause)}`, cause);
  }
}

async function loadModule(path: string): Promise<unknown> {
  const module = await import(pathToFileURL(resolve(path)).href).catch(cause => {
    throw configError('scenario-file', path, `cannot be loaded: ${messageOf(cause)}`, cause);
  });
  // A module that counts as CommonJS arrives with its exports inside the default export.
  const exports = isCommonJs(module.default) ? module.default : module;
  if (!('default' in exports))
    throw configError('scenario-file', path, 'has no default export; write `export default { … }`');
  return exports.default;
}

function isCommonJs(value: unknown): value is object {
  return typeof value === 'object' && value !== null && '__esModule' in value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
