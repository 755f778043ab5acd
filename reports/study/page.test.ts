import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { D3Node, type PageElement } from 'd3-node';
import { afterAll, describe, expect, it } from 'vitest';
import type { ContestantResult } from '../../sim/study/results.ts';
import { STYLE } from '../style.ts';
import { readResult, writeReport } from '../write.ts';
import { OPTIMIZERS, studyFixture } from './fixture.ts';
import { looksOf } from './looks.ts';
import { renderStudyReport } from './page.ts';

const all = (root: PageElement, selector: string) => [...root.querySelectorAll(selector)];
const parse = (page: string) => new D3Node({ container: page }).document;

describe('the page of an optimizer study', () => {
  const page = renderStudyReport(studyFixture());
  const document = parse(page);

  it('names and describes every figure, and puts a table with a download behind it', () => {
    const figures = all(document, 'svg[role=img]');
    expect(figures.length).toBe(3 * 3 + 3 * 2 + 3 * 2 + 2);
    for (const figure of figures) {
      const description = figure.querySelector(`#${figure.getAttribute('aria-describedby')}`);
      expect(figure.querySelector('title')?.textContent.length).toBeGreaterThan(10);
      expect(description?.textContent).toMatch(/\d/);
    }
    for (const figure of all(document, '.figure')) {
      expect(figure.querySelector('details table')).not.toBeNull();
      expect(figure.querySelector('a[download]')?.getAttribute('href')).toMatch(/^data:text\/csv/);
    }
  });

  it('has no duplicate id, and every section in the contents', () => {
    const ids = all(document, '[id]').map(element => element.getAttribute('id'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(all(document, 'main > section').map(section => section.getAttribute('id'))).toEqual([
      'verdict',
      'loss',
      'numbers',
      'reach',
      'updates',
      'cost',
      'rates',
      'provenance',
      'theory',
    ]);
    expect(all(document, 'nav a')).toHaveLength(9);
  });

  it('writes the papers’ numbers beside the measured ones', () => {
    expect(page).toContain('Paper: NorMuon');
    expect(page).toContain('21.74 % of AdamW’s steps saved');
    expect(page).toContain('10.43 % of AdamW’s steps saved');
  });

  it('flags a rate on the edge of the grid', () => {
    const cells = all(document, '#numbers td').map(cell => cell.textContent);
    expect(cells).toContain('lowest');
    expect(cells).toContain('inside');
  });

  it('needs no network and gives the same bytes again', () => {
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(renderStudyReport(studyFixture())).toBe(page);
  });

  it('stays whole where optimizers diverged and nothing was timed or reached', () => {
    const result = studyFixture();
    const bare: Partial<ContestantResult> = {
      curve: [],
      finalLoss: null,
      reach: null,
      updates: [],
      brake: null,
      diverged: 3,
      overheadPercent: null,
    };
    const workloads = result.workloads.map(workload => ({
      ...workload,
      contestants: workload.contestants.map(contestant => ({ ...contestant, ...bare })),
      leads: [],
    }));
    const text = renderStudyReport({ ...result, workloads, costs: [] });
    expect(text).toContain('diverged in 3 seeds');
    expect(text.split('<script>')[0]).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('looksOf', () => {
  it('gives every optimizer a look of its own, in a colour that the style sheet knows', () => {
    const looks = [...looksOf(OPTIMIZERS).values()];
    expect(new Set(looks.map(({ look, style }) => `${look.name} ${style.dash}`)).size).toBe(
      OPTIMIZERS.length,
    );
    expect(new Set(looks.map(({ label }) => label)).size).toBe(OPTIMIZERS.length);
    for (const { look } of looks) expect(STYLE).toContain(`svg .${look.name} { --colour`);
    expect(new Set(looks.map(({ look }) => look.marker)).size).toBe(6);
  });
});

describe('a result file of a study', () => {
  const folder = mkdtempSync(join(tmpdir(), 'semlink-study-report-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, value: unknown) => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(value));
    return file;
  };

  it('reads back as it was written, and is drawn', async () => {
    const result = await readResult(write('result.json', studyFixture()));
    expect(result).toEqual(studyFixture());
    await writeReport(result, join(folder, 'report.html'));
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(renderStudyReport(studyFixture()));
  });

  it('is refused with the path of what is wrong', async () => {
    const [workload] = studyFixture().workloads;
    const broken = { ...studyFixture(), workloads: [{ ...workload, parameters: 'many' }] };
    await expect(readResult(write('broken.json', broken))).rejects.toThrow(
      /broken\.json: workloads\.0\.parameters: /,
    );
    await expect(readResult(write('other.json', { format: 'other' }))).rejects.toThrow(
      "this version reads 'semlink-run-1' or 'semlink-optimizers-1'",
    );
  });
});
