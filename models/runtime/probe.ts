import { execFile } from 'node:child_process';
import { Graph } from '../graph/graph.ts';
import { add } from '../graph/ops.ts';
import type { UsedDevice } from './device.ts';

const PROBE = `
import ort from ${JSON.stringify(import.meta.resolve('onnxruntime-node'))};
const [device, model] = process.argv.slice(1);
try {
  const session = await ort.InferenceSession.create(Buffer.from(model, 'base64'), { executionProviders: [device] });
  await session.run({ x: new ort.Tensor('float32', [1], [1]) });
  console.log('ok');
} catch (error) {
  console.log(error.message.split('\\n')[0].replace(/^.* was false\\. /, ''));
}
process.exit(0);
`;

const TIMEOUT_MS = 60_000;
const known = new Map<UsedDevice, Promise<string | undefined>>();

/**
 * Why `device` cannot run a network here, or undefined where it can. Tried in a process of its own, since a driver that fails may print
 * at will or take its process down. The answer is kept.
 */
export function deviceProblem(device: UsedDevice): Promise<string | undefined> {
  const asked = known.get(device) ?? probe(device);
  known.set(device, asked);
  return asked;
}

function probe(device: UsedDevice): Promise<string | undefined> {
  const graph = new Graph('probe');
  const x = graph.input('x', [1]);
  graph.output('y', add(x, x));
  const model = Buffer.from(graph.toBytes()).toString('base64');
  const args = ['--input-type=module', '-e', PROBE, device, model];
  return new Promise(resolve => {
    execFile(process.execPath, args, { timeout: TIMEOUT_MS }, (error, stdout) => {
      const answer = stdout.trim();
      if (answer === 'ok') resolve(undefined);
      else resolve(answer || `the probe ended with ${error?.signal ?? `exit code ${error?.code}`}`);
    });
  });
}
