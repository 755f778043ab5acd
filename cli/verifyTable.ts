import type { CheckResult, VerifyResult } from '../sim/verify/results.ts';
import { aligned } from './alignedText.ts';

/** Colours a word, or leaves it as it is. */
export type Paint = (colour: 'green' | 'red' | 'bold', text: string) => string;

const HEAD = ['check', 'expected', 'measured', '99.9 % interval', 'from', 'seconds'];

/** All checks as aligned text, a block for each section; what failed says why in a line of its own. */
export function verifyTable({ sections }: Pick<VerifyResult, 'sections'>, paint: Paint): string {
  const checks = sections.flatMap(section => section.checks);
  const [head, ...lines] = aligned([[`       ${HEAD[0]}`, ...HEAD.slice(1)], ...checks.map(row)]).split('\n');
  const blocks = sections.map(({ title, checks: own }) => {
    const rows = lines.splice(0, own.length);
    return [
      paint('bold', title),
      ...own.flatMap((check, i) => [painted(rows[i], check, paint), ...why(check)]),
    ].join('\n');
  });
  return `${head}\n${blocks.join('\n\n')}`;
}

function row(check: CheckResult): string[] {
  const { id, holds, relation, expected, measured, low, high, from, seconds } = check;
  return [
    `${holds ? 'holds' : 'FAILS'}  ${id}`,
    `${{ equals: '', atLeast: '≥ ', atMost: '≤ ' }[relation]}${short(expected)}`,
    short(measured),
    from === 'exact' ? '' : `${short(low)} … ${short(high)}`,
    from,
    seconds.toFixed(2),
  ];
}

function painted(line: string, { holds }: CheckResult, paint: Paint): string {
  return paint(holds ? 'green' : 'red', line.slice(0, 5)) + line.slice(5);
}

function why({ title, formula, problem }: CheckResult): string[] {
  return problem === null ? [] : [`       ${problem}: ${title}; expected ${formula}`];
}

/** Four significant digits. */
export function short(value: number): string {
  const magnitude = Math.abs(value);
  return magnitude !== 0 && (magnitude < 1e-2 || magnitude >= 1e5)
    ? value.toExponential(3)
    : value.toPrecision(4);
}
