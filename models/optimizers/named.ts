import { configError } from '../../kernels/errors.ts';
import { adamW } from './adamw.ts';
import { auonPaper, auonReference, hybridAuonPaper, hybridAuonReference } from './auon.ts';
import { jordanForm, muon } from './muon.ts';
import { normuonOfficial, normuonPaper } from './normuon.ts';
import type { Optimizer } from './optimizer.ts';
import { requireNotNegative } from './rates.ts';
import { sgd } from './sgd.ts';

interface Decaying {
  readonly weightDecay: number;
}

/** A way of training all parameters of a network. */
export interface NamedOptimizer {
  /** Name and form, such as `normuon:paper`; just the name where there is one form. */
  readonly name: string;
  /** λ ≥ 0 of all parameters. */
  readonly weightDecay: number;
  /** Peak learning rate of the hidden matrices: the optimizer's own, unless another was asked for. */
  readonly learningRate: number;
  /** For the matrices between hidden layers. */
  readonly hidden: Optimizer;
  /** For everything else: embeddings, heads, gains, biases. */
  readonly others: Optimizer;
  /** Learning rate of `others`, as a multiple of that of `hidden`. */
  readonly othersRate: number;
}

interface Entry {
  readonly learningRate: number;
  readonly make: (options: Decaying) => Optimizer;
  /** The optimizer suits parameters of any shape and treats all of them. */
  readonly everything?: true;
}

/** AdamW's usual rate here. Beside an optimizer of hidden matrices, AdamW has this rate when they have their default. */
const ADAMW_RATE = 0.0025;

/** Optimizers by name, then by form; the first form is the default. */
const OPTIMIZERS: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  sgd: { '': { learningRate: 0.1, make: sgd, everything: true } },
  adamw: { '': { learningRate: ADAMW_RATE, make: adamW, everything: true } },
  muon: {
    moonlight: { learningRate: ADAMW_RATE, make: muon },
    kj: { learningRate: 0.02, make: options => muon({ ...jordanForm, ...options }) },
  },
  normuon: {
    paper: { learningRate: ADAMW_RATE, make: normuonPaper },
    official: { learningRate: 0.02, make: normuonOfficial },
  },
  auon: {
    paper: { learningRate: 0.055, make: auonPaper },
    reference: { learningRate: 0.24, make: auonReference },
  },
  'hybrid-auon': {
    paper: { learningRate: 0.055, make: hybridAuonPaper },
    reference: { learningRate: 0.08, make: hybridAuonReference },
  },
};

/** Every optimizer with every form, as `optimizerNamed` takes them. */
export const OPTIMIZER_NAMES: readonly string[] = Object.entries(OPTIMIZERS).flatMap(([name, forms]) =>
  Object.keys(forms).map(form => fullName(name, form)),
);

export interface NamedOptions {
  /** λ ≥ 0 of all parameters, 0 unless given. */
  readonly weightDecay?: number;
  /** Peak learning rate η ≥ 0 of the hidden matrices instead of the optimizer's own. */
  readonly learningRate?: number;
  /** Where the name came from, for messages. */
  readonly path?: string;
}

/**
 * The optimizer called `name`, or `name:form`; without a form its default one.
 *
 * @throws ConfigError for an unknown name or form, listing the valid ones, and for a decay or learning rate below zero
 */
export function optimizerNamed(
  name: string,
  { weightDecay = 0, learningRate: asked, path = 'optimizer' }: NamedOptions = {},
): NamedOptimizer {
  const [family, form] = name.split(/:(.*)/s);
  const forms = Object.hasOwn(OPTIMIZERS, family) ? OPTIMIZERS[family] : undefined;
  const chosen = form ?? Object.keys(forms ?? {})[0];
  if (!forms || !Object.hasOwn(forms, chosen) || form === '')
    throw configError('optimizer-name', path, `"${name}" is not one of ${OPTIMIZER_NAMES.join(', ')}`);
  requireNotNegative(`${path}.weightDecay`, weightDecay);
  const { learningRate: own, make, everything } = forms[chosen];
  const learningRate = asked ?? own;
  requireNotNegative(`${path}.learningRate`, learningRate);
  const hidden = make({ weightDecay });
  return {
    name: fullName(family, chosen),
    weightDecay,
    learningRate,
    hidden,
    others: everything ? hidden : adamW({ weightDecay }),
    othersRate: everything ? 1 : ADAMW_RATE / own,
  };
}

function fullName(name: string, form: string): string {
  return form === '' ? name : `${name}:${form}`;
}
