import { Argument, Option } from 'commander';
import { SHIPPED_MODELS } from '../models/weights/load.ts';

const SHIPPED = 'those that come with semlink';

/** An option that takes a model folder; the shipped models unless given. */
export function modelsOption(flags: string, description: string): Option {
  return new Option(flags, description).default(SHIPPED_MODELS, SHIPPED);
}

/** The same as an argument. */
export function modelsArgument(): Argument {
  return new Argument('[dir]', 'model folder').default(SHIPPED_MODELS, SHIPPED);
}
