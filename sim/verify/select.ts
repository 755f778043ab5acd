import { ConfigError } from '../../kernels/errors.ts';
import { nearest } from '../suggest.ts';
import type { CheckSection } from './check.ts';

/** The quick checks of each section. */
export function quickChecks(sections: readonly CheckSection[]): CheckSection[] {
  return filtered(sections, ({ quick }) => quick);
}

/**
 * The checks with these ids. The beginning of an id, up to one of its dots, stands for all checks that begin so: `rayleigh`,
 * `awgn.bpsk`.
 *
 * @throws ConfigError `verify-only` for every name that no check has
 */
export function chosenChecks(sections: readonly CheckSection[], names: readonly string[]): CheckSection[] {
  const ids = sections.flatMap(({ checks }) => checks.map(({ id }) => id));
  const unknown = names.filter(name => !ids.some(id => belongs(id, name)));
  if (unknown.length > 0)
    throw new ConfigError(
      'verify-only',
      unknown.map(name => ({ path: '--only', message: explain(name, ids) })),
    );
  return filtered(sections, ({ id }) => names.some(name => belongs(id, name)));
}

function belongs(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name}.`);
}

function explain(name: string, ids: readonly string[]): string {
  const groups = [...new Set(ids.flatMap(beginnings))];
  const sections = [...new Set(ids.map(id => id.split('.')[0]))].join(', ');
  const close = nearest(name, [...groups, ...ids], 5).join(', ');
  return `no check is called "${name}"; close to it: ${close}. Sections: ${sections}`;
}

/** `a` and `a.b` of `a.b.c`. */
function beginnings(id: string): string[] {
  const parts = id.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
}

function filtered(
  sections: readonly CheckSection[],
  keep: (check: CheckSection['checks'][number]) => boolean,
): CheckSection[] {
  return sections
    .map(section => ({ ...section, checks: section.checks.filter(keep) }))
    .filter(({ checks }) => checks.length > 0);
}
