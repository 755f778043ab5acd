import type { z } from 'zod';
import { parseFields } from './scenarioFields.ts';

/** What a kind of experiment needs to say of itself. */
export interface KindDescription {
  /** For messages: "an experiment on load". */
  readonly called: string;
  readonly fields: z.ZodObject;
  /** Fields that are objects, or lists of objects, of their own. */
  readonly rooms?: Readonly<Record<string, z.ZodObject>>;
}

/** A kind of experiment beside the cell: how a file of it is written, known and checked. */
export interface ExperimentKind<Input, Experiment> {
  /** Gives a file its types, and marks it as one of the kind. Defaults and checks come later, after `--set`. */
  define(input: Input): Input & { kind: string };
  /** Whether what a scenario file says is of this kind. */
  is(input: unknown): boolean;
  /** Fills in defaults and checks. Throws a `ConfigError` that lists every problem with its path, value and what is valid. */
  parse(input: unknown): Experiment;
}

/** The kind called `kind` in its files, whose fields `schema` checks; `kind` itself is one of the fields. */
export function experimentKind<Schema extends z.ZodType>(
  kind: string,
  schema: Schema,
  { called, fields, rooms = {} }: KindDescription,
): ExperimentKind<Omit<z.input<Schema>, 'kind'>, z.output<Schema>> {
  const keysAt = (path: string) => {
    const [room] = path.split('.');
    return Object.keys((Object.hasOwn(rooms, room) ? rooms[room] : fields).shape);
  };
  return {
    define: input => ({ ...input, kind }),
    is: input => typeof input === 'object' && input !== null && 'kind' in input && input.kind === kind,
    parse: input => parseFields(schema, input, called, keysAt),
  };
}
