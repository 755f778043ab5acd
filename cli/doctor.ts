import { availableParallelism, totalmem } from 'node:os';
import type { Command } from 'commander';
import { DEVICES, type UsedDevice } from '../models/runtime/device.ts';
import { deviceProblem } from '../models/runtime/probe.ts';
import { checkModels } from '../models/weights/check.ts';
import { SHIPPED_MODELS } from '../models/weights/load.ts';
import { versions } from '../sim/versions.ts';
import { EXIT } from './failure.ts';

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
  /** Without it semlink does not run. */
  readonly needed: boolean;
}

/** `semlink doctor`: what this machine has for semlink, and the reason where something is missing. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check Node, the devices and the models of this installation')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  semlink doctor')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = [node(), machine(), ...(await devices()), await models()];
      process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : findings.map(line).join(''));
      if (findings.some(({ ok, needed }) => needed && !ok)) process.exitCode = EXIT.failed;
    });
}

function node(): Finding {
  const { node: version, semlink, 'onnxruntime-node': runtime } = versions();
  const [major, minor] = version.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  const detail = `Node ${version}, semlink ${semlink}, onnxruntime-node ${runtime}`;
  return {
    what: 'versions',
    ok,
    detail: ok ? detail : `${detail}; semlink needs Node 20.19 or later`,
    needed: true,
  };
}

function machine(): Finding {
  const detail = `${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB of memory`;
  return { what: 'machine', ok: true, detail, needed: true };
}

async function devices(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const device of DEVICES.filter((name): name is UsedDevice => name !== 'auto')) {
    const problem = await deviceProblem(device);
    findings.push({ what: device, ok: !problem, detail: problem ?? 'usable', needed: device === 'cpu' });
  }
  return findings;
}

async function models(): Promise<Finding> {
  const problem = await failureOf(() => checkModels(SHIPPED_MODELS));
  return {
    what: 'models',
    ok: !problem,
    detail: problem ?? 'all files match their cards and run',
    needed: true,
  };
}

async function failureOf(action: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    return reason(error);
  }
}

/** What the runtime itself said, where it was the runtime; its first line. */
function reason(error: unknown): string {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return root instanceof Error ? root.message.split('\n')[0] : String(root);
}

function line({ what, ok, detail, needed }: Finding): string {
  const mark = ok ? 'ok' : needed ? 'FAILED' : 'no';
  return `${mark.padEnd(7)} ${what.padEnd(9)} ${detail}\n`;
}
