import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Versions of everything that takes part in a result's numbers: semlink itself, Node and onnxruntime. */
export function versions(): Record<string, string> {
  const { resolve } = createRequire(import.meta.url);
  return {
    semlink: versionIn(new URL('../package.json', import.meta.url)),
    node: process.versions.node,
    'onnxruntime-node': versionIn(resolve('onnxruntime-node/package.json')),
  };
}

function versionIn(file: string | URL): string {
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
