import { randomStream } from '../../kernels/random/stream.ts';
import { type Denoiser, sentChannels } from '../../models/codec/codec.ts';
import type { LatentEstimate } from '../../models/codec/latent.ts';
import { type BatchLimit, batches } from '../batches.ts';
import { type Reception, readLatent } from '../cell/schemes.ts';
import { average } from '../estimate.ts';
import { damped, extrinsic, posterior, probed } from './feedback.ts';
import {
  arrivingPower,
  type JointFrame,
  type Known,
  type Listening,
  nothingKnown,
  type Remainder,
  unwantedOf,
} from './listening.ts';
import type { CancellationSettings } from './settings.ts';

/** A frame to be worked on, where its remainders come from, and who is denoised at the same time, turn by turn. */
export interface Task {
  readonly frame: JointFrame;
  readonly listening: Listening;
  readonly turns: readonly (readonly number[])[];
  /** Tells the random probes of this task from others of the same frame. */
  readonly role: string;
}

/** What has become of a frame. */
export interface Cancelled {
  /** The users after the last cancellation that helped; the frame's own receptions where none did. */
  receptions(): readonly Reception[];
  /** Squared error per entry of the denoised latents, mean over the users: one per pass, until the frame stopped. */
  readonly passMse: readonly number[];
}

interface Running {
  readonly task: Task;
  known: Known[];
  remainder: Remainder;
  /** The remainder of least power so far; undefined as long as it is the frame itself. */
  best: Remainder | undefined;
  bestPower: number;
  passMse: number[];
  done: boolean;
}

/** The remainder must fall by this share, or a frame stops. */
const LEAST_FALL = 1e-3;

/** Everyone at the same time. */
export function parallelTurns({ receptions }: JointFrame): number[][] {
  return [receptions.map((_, k) => k)];
}

/** One user after the other, the one who arrives strongest first. */
export function successiveTurns({ superposition }: JointFrame): number[][] {
  const strength = superposition.budgets.map(arrivingPower);
  return strength.map((_, k) => [k]).sort(([a], [b]) => strength[b] - strength[a] || a - b);
}

/**
 * Cancels the users of frames, pass by pass: in each pass every user is denoised, one step, beside what remains of the others, and its
 * feedback replaces what was taken away of it before. For user k, with r_j and τ_j the others' feedback,
 *
 *     y_k = y − Σ_{j≠k} ĥ_j √P_j s(r_j),     v_k = (Σ_{j≠k} |h_j|²P_j τ_j + N0)/(|h_k|²P_k)
 *
 * A frame stops when the power of what remains no longer falls, and keeps the remainder of least power. Frames are worked on together, so
 * that the network's batches are full; no frame depends on another.
 *
 * @throws ConfigError or NumericError from the denoiser and from the steps
 */
export async function cancelUsers(
  tasks: readonly Task[],
  {
    denoiser,
    settings,
    limit,
  }: { denoiser: Denoiser; settings: Omit<CancellationSettings, 'reencode'>; limit: BatchLimit },
): Promise<Cancelled[]> {
  const runs = tasks.map(begin);
  for (let pass = 0; pass <= settings.iterations; pass++) {
    const active = runs.filter(({ done }) => !done);
    if (active.length === 0) break;
    const isLast = pass === settings.iterations;
    for (const run of active) run.passMse.push(0);
    const turns = Math.max(...active.map(({ task }) => task.turns.length));
    for (let turn = 0; turn < turns; turn++)
      await takeTurn(active, turn, { denoiser, settings, limit, pass, isLast });
    for (const run of active) {
      if (isLast) run.done = true;
      else judge(run);
    }
  }
  return runs.map(({ task: { frame }, best, passMse }) => ({
    receptions: () =>
      best
        ? frame.receptions.map((reception, k) => ({ ...reception, ...read(frame, best, k) }))
        : frame.receptions,
    passMse,
  }));
}

function begin(task: Task): Running {
  const known = nothingKnown(task.frame);
  const remainder = task.listening(known);
  // Alone on the air there is nobody to cancel.
  const done = task.frame.receptions.length === 1;
  return { task, known, remainder, best: undefined, bestPower: remainder.power, passMse: [], done };
}

function judge(run: Running): void {
  if (run.remainder.power < run.bestPower * (1 - LEAST_FALL)) {
    run.best = run.remainder;
    run.bestPower = run.remainder.power;
  } else run.done = true;
}

interface TurnContext {
  readonly denoiser: Denoiser;
  readonly settings: Omit<CancellationSettings, 'reencode'>;
  readonly limit: BatchLimit;
  readonly pass: number;
  /** The last pass is not fed back. */
  readonly isLast: boolean;
}

async function takeTurn(runs: readonly Running[], turn: number, context: TurnContext): Promise<void> {
  const { denoiser, settings, limit, pass, isLast } = context;
  const jobs = runs.flatMap(run =>
    (run.task.turns[turn] ?? []).map(k => {
      const { frame, role } = run.task;
      const { estimate, entryShares } = read(frame, run.remainder, k);
      const reading = { mean: estimate.mean, errorShare: entryShares ?? estimate.errorShare };
      const name = [...frame.superposition.streamName, role, frame.receptions[k].user, pass];
      const needsProbe = settings.feedback === 'extrinsic' && !isLast;
      return {
        run,
        k,
        estimate,
        reading,
        probe: needsProbe ? probed(reading, randomStream(...name)) : undefined,
      };
    }),
  );
  const inputs = jobs.flatMap(({ estimate, probe }) => [
    estimate,
    ...(probe ? [{ ...estimate, mean: probe.mean }] : []),
  ]);
  const outputs = (await denoiseAll(inputs, denoiser, limit))[Symbol.iterator]();
  const denoised = jobs.map(job => {
    const clean = sentChannels(outputs.next().value!, job.estimate.channels);
    return {
      ...job,
      clean,
      probedClean: job.probe && sentChannels(outputs.next().value!, job.estimate.channels).mean,
    };
  });
  for (const { run, k, clean, reading, probe, probedClean } of denoised) {
    const { receptions } = run.task.frame;
    run.passMse[pass] += squaredError(clean.mean, receptions[k].sent.values) / receptions.length;
    if (isLast) continue;
    const fresh =
      probe && probedClean
        ? extrinsic(reading, { clean, probedClean, probe: probe.probe })
        : posterior({ clean });
    const old = { ...run.known[k], variance: run.remainder.left[k] };
    const next = old.isHeard ? damped(fresh, old, settings.damping) : fresh;
    run.known = run.known.with(k, { ...next, isHeard: true });
  }
  if (!isLast)
    for (const run of new Set(jobs.map(job => job.run))) run.remainder = run.task.listening(run.known);
}

/** User k beside what remains of the others. */
function read({ receptions, superposition }: JointFrame, { left, cleaned }: Remainder, k: number) {
  const { sent, told } = receptions[k];
  const belief = { budget: superposition.budgets[k], unwantedVar: unwantedOf(superposition, k, left) };
  return readLatent(cleaned(k), { ...belief, shape: sent, ...superposition.shuffles[k] }, told);
}

async function denoiseAll(
  estimates: readonly LatentEstimate[],
  denoiser: Denoiser,
  limit: BatchLimit,
): Promise<LatentEstimate[]> {
  const all: LatentEstimate[] = [];
  const queue = batches<LatentEstimate>(limit, async items => {
    all.push(...(await denoiser.denoise(items, 1)));
  });
  for (const estimate of estimates) await queue.add(estimate);
  await queue.finish();
  return all;
}

function squaredError(estimate: Float32Array, sent: Float32Array): number {
  return average(Array.from(estimate, (value, i) => (value - sent[i]) ** 2));
}
