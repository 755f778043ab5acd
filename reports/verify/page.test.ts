import { D3Node, type PageElement } from 'd3-node';
import { describe, expect, it } from 'vitest';
import type { CheckResult, VerifyResult } from '../../sim/verify/results.ts';
import { startNumbering } from '../numbering.ts';
import { renderVerifyReport } from './page.ts';
import { theorySection } from './theory.ts';

const check = (id: string, measured: number, problem: string | null = null): CheckResult => ({
  id,
  title: `what ${id} measures`,
  formula: 'Q(√(2γb))',
  expected: 0.05,
  relation: 'equals',
  measured,
  low: measured - 0.004,
  high: measured + 0.005,
  from: '500 of 10000',
  holds: problem === null,
  problem,
  seconds: 0.25,
});

function verification(...broken: readonly string[]): VerifyResult {
  const checks = [
    check('awgn.bpsk.4dB', 0.051),
    broken.length === 0 ? check('awgn.qpsk.4dB', 0.048) : check('awgn.qpsk.4dB', 0.06, broken[0]),
    { ...check('awgn.bound', 0.04), from: 'exact', relation: 'atMost' as const },
  ];
  return {
    format: 'semlink-verification-1',
    set: 'quick',
    seed: 1,
    batchSizes: [1, 64],
    confidence: 0.999,
    leastErrors: 400,
    versions: { semlink: '0.1.0', node: '20.20.2' },
    date: '2026-11-26',
    seconds: 12.4,
    sections: [{ id: 'awgn', title: 'Gaussian noise', checks }],
  };
}

const parse = (page: string): PageElement => new D3Node({ container: page }).document;
const all = (root: PageElement, selector: string) => [...root.querySelectorAll(selector)];
const textOf = (root: PageElement, selector: string) => root.querySelector(selector)?.textContent ?? '';

describe('the page of a verification', () => {
  const document = parse(renderVerifyReport(verification()));

  it('says that all holds, when and with what', () => {
    expect(textOf(document, '#verdict')).toContain('All 3 checks hold');
    expect(textOf(document, 'header')).toContain(
      'quick set, 3 checks · seed 1 · semlink 0.1.0 · node 20.20.2 · 2026-11-26',
    );
  });

  it('lists every check with its numbers', () => {
    const rows = all(document, '#awgn tbody tr').map(row => row.textContent);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain('awgn.bpsk.4dB');
    expect(rows[0]).toContain('[0.0470, 0.0560]');
    expect(rows[0]).toContain('holds');
    expect(rows[2]).toContain('at most 0.0500');
  });

  it('draws one mark for each measurement with chance in it, and tells the figure in words', () => {
    expect(all(document, 'svg .marker')).toHaveLength(2);
    const figure = document.querySelector('svg[role=img]');
    expect(textOf(document, `#${figure?.getAttribute('aria-describedby')}`)).toBe(
      '2 of 2 measurements hold; 1 lie above their closed form, 1 below or on it. The largest deviation is 0.40 halves of an interval.',
    );
  });

  it('names what fails, and marks it', () => {
    const failed = parse(renderVerifyReport(verification('measured too high')));
    expect(textOf(failed, '#verdict')).toContain('1 of 3 checks fails: awgn.qpsk.4dB (measured too high).');
    expect(textOf(failed, '#awgn caption')).toContain('2 of 3 hold');
    expect(textOf(failed, '#awgn')).toContain('fails: measured too high');
    expect(all(failed, 'svg .marker:not(.open)')).toHaveLength(1);
  });
});

describe('the section in every report', () => {
  const section = (versions: Record<string, string>, result?: VerifyResult) =>
    theorySection(versions, startNumbering(), result).content.markup;

  it('is of the version and the day of the verification', () => {
    const text = section({ semlink: '0.1.0' }, verification());
    expect(text).toContain(
      'semlink 0.1.0 was held against 3 closed forms of the textbooks on 2026-11-26, and all of them hold',
    );
    expect(text).toContain('npx semlink verify --full');
    expect(text).toContain('all 3 hold');
    expect(text).not.toContain('another one than was checked');
  });

  it('says so when the run is of another version, or when a check failed', () => {
    const text = section({ semlink: '0.0.9' }, verification('measured too low'));
    expect(text).toContain('from semlink 0.0.9, another one than was checked');
    expect(text).toContain('1 of them fails');
    expect(text).toContain('2 of 3 hold');
  });

  it('shows the record of this version', () => {
    expect(section({ semlink: '0.1.0' })).toMatch(/held against \d{3} closed forms .* all of them hold/);
  });
});
