import { D3Node, type PageElement } from 'd3-node';
import { describe, expect, it } from 'vitest';
import { itKeepsItsFile } from '../../tests/resultFile.ts';
import { STYLE } from '../style.ts';
import { personalFixture, withPersonalGallery } from './fixture.ts';
import { CODECS, codecLook } from './looks.ts';
import { renderPersonal } from './page.ts';

const all = (root: PageElement, selector: string) => [...root.querySelectorAll(selector)];
const parse = (page: string) => new D3Node({ container: page }).document;
const full = await withPersonalGallery(personalFixture());
const page = renderPersonal(full);
const document = parse(page);

describe('the page of universal and personal codecs', () => {
  it('names and describes every figure, with the numbers behind it', () => {
    const figures = all(document, 'svg[role=img]');
    expect(figures).toHaveLength(4 + 4);
    for (const figure of figures) {
      const description = figure.querySelector(`#${figure.getAttribute('aria-describedby')}`);
      expect(figure.querySelector('title')?.textContent.length).toBeGreaterThan(10);
      expect(description?.textContent).toMatch(/\d/);
    }
    for (const figure of all(document, '.figure.full'))
      expect(figure.querySelector('a[download]')?.getAttribute('href')).toMatch(/^data:text\/csv/);
  });

  it('has no duplicate id, and every section in the contents', () => {
    const ids = all(document, '[id]').map(element => element.getAttribute('id'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(all(document, 'main > section').map(section => section.getAttribute('id'))).toEqual([
      ...['verdict', 'quality', 'users', 'kinship', 'cost', 'gallery', 'provenance', 'theory'],
    ]);
  });

  it('draws every codec in every panel, and every user and all of them', () => {
    for (const panel of all(document, '#quality svg[role=img]'))
      expect(all(panel, 'path.line')).toHaveLength(4);
    for (const panel of all(document, '#users svg[role=img]'))
      expect(all(panel, '.point > title').map(title => title.textContent.split(':')[0])).toEqual([
        ...['User 1', 'User 2', 'User 3', 'User 4', 'All users'],
      ]);
    expect(page).toContain('User 3: −0.10 [−0.20, 0.00] dB');
  });

  it('shows only what was run', () => {
    const one = parse(renderPersonal(personalFixture({ snrDb: [10], codecs: ['universal', 'rotated'] })));
    expect(one.querySelector('#quality')).toBeNull();
    expect(one.querySelector('#gallery')).toBeNull();
    expect(all(one, '#users svg[role=img]')).toHaveLength(1);
    expect(one.querySelector('#kinship')).not.toBeNull();
  });

  it('says nothing where a time is not known', () => {
    const result = personalFixture();
    const costs = result.costs.map(cost => ({ ...cost, trainingSeconds: null }));
    const text = renderPersonal({ ...result, costs });
    const cells = all(parse(text), '#cost tbody td:last-child');
    expect(cells.map(({ textContent }) => textContent)).toEqual(['–', '–', '–', '–']);
    expect(text.split('<script>')[0]).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('has a colour for every kind of codec', () => {
    for (const codec of CODECS) expect(STYLE).toContain(`.${codecLook(codec).look.name} `);
    expect(new Set(CODECS.map(codec => codecLook(codec).look.name)).size).toBe(CODECS.length);
  });
});

describe('a result file of universal and personal codecs', () => {
  itKeepsItsFile(full, page, [
    [{ points: [] }, 'points'],
    [{ content: ['one'] }, 'content: must have one entry for each of 4 users'],
    [
      { points: [{ ...full.points[0], users: [] }] },
      'points.0.users: must have one entry for each of 4 users',
    ],
    [{ kinships: [{ ...full.kinships[0], correlation: [[1]] }] }, 'kinships.0.correlation'],
  ]);
});
