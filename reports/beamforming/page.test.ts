import { D3Node, type PageElement } from 'd3-node';
import { describe, expect, it } from 'vitest';
import { itKeepsItsFile } from '../../tests/resultFile.ts';
import { STYLE } from '../style.ts';
import { beamformingFixture, withBeamGallery } from './fixture.ts';
import { SCHEMES, schemeLook } from './looks.ts';
import { renderBeamforming } from './page.ts';

const all = (root: PageElement, selector: string) => [...root.querySelectorAll(selector)];
const parse = (page: string) => new D3Node({ container: page }).document;
const full = await withBeamGallery(
  beamformingFixture({
    correlation: 0.75,
    sweep: { snrDb: [0, 5, 10], antennas: [4, 8, 64], users: [2, 8], correlation: [0, 0.75] },
  }),
);
const page = renderBeamforming(full);
const document = parse(page);

describe('the page of a beamforming experiment', () => {
  it('names and describes every figure', () => {
    const figures = all(document, 'svg[role=img]');
    // Histogram, heat map, beams of four groups, two distributions, four measures of four sweeps.
    expect(figures).toHaveLength(2 + 4 + 2 + 4 * 4);
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
    const sections = ['verdict', 'likeness', 'beams', 'distributions', 'sweeps', 'residual'];
    expect(all(document, 'main > section').map(section => section.getAttribute('id'))).toEqual([
      ...sections,
      'gallery',
      'provenance',
      'theory',
    ]);
  });

  it('draws a line around every group, and every pair of users once', () => {
    const map = all(document, 'svg[role=img]').find(
      svg => svg.querySelector('title')?.textContent === 'Correlation matrix of the first frame, with groups',
    )!;
    expect(all(map, '.outline')).toHaveLength(4);
    expect(all(map, '.cell')).toHaveLength(64);
    const cells = all(map, '.point > title').map(title => title.textContent);
    expect(cells[1]).toBe('Users 1 and 2: R 0.84');
  });

  it('orders users by group where groups do not follow each other', () => {
    const { firstFrame } = full;
    const groups = [0, 1, 2, 3, 0, 1, 2, 3];
    const mixed = renderBeamforming({ ...full, firstFrame: { ...firstFrame, groups } });
    expect(mixed).toContain('<title>Users 1 and 5: R 0.04</title>');
    expect(mixed.indexOf('Users 1 and 5:')).toBeLessThan(mixed.indexOf('Users 1 and 2:'));
    expect(mixed).toContain('4 groups of 2, 2, 2, 2 users; the objects are others.');
    expect(mixed).toContain('Group 1: users 1 and 5');
  });

  it('marks users on the rim of their group’s beams', () => {
    const beams = all(document, '#beams svg[role=img]');
    for (const beam of beams) {
      expect(all(beam, 'circle.marker')).toHaveLength(8);
      expect(all(beam, 'circle.open')).toHaveLength(6);
    }
  });

  it('shows only axes that were varied, and no beams without plane waves', () => {
    const plain = renderBeamforming(beamformingFixture({ waves: false }));
    expect(plain).not.toContain('id="beams"');
    expect(plain).not.toContain('id="sweeps"');
    expect(plain).not.toContain('id="gallery"');
    expect(parse(plain).querySelector('#likeness')).not.toBeNull();
  });

  it('says which scheme is left out and why', () => {
    const few = renderBeamforming(beamformingFixture({ sweep: { antennas: [4, 8] } }));
    expect(few).toContain('Left out: ZF at 4: zero-forcing needs an antenna for every user.');
    const none = renderBeamforming(beamformingFixture({ users: 16 }));
    expect(none).toContain('ZF is left out: zero-forcing needs an antenna for every user.');
  });

  it('has a colour for every scheme', () => {
    for (const scheme of SCHEMES) expect(STYLE).toContain(`.${schemeLook(scheme).look.name} `);
  });
});

describe('a beamforming result file', () => {
  itKeepsItsFile(full, page, [
    [{ points: [] }, 'points'],
    [{ histogram: { ...full.histogram, edges: [0] } }, 'histogram.edges: must have one value more'],
    [{ firstFrame: { ...full.firstFrame, groups: [0] } }, 'firstFrame.correlation: must have a row'],
    [{ receptions: [{ ...full.receptions[0], psnrDb: [] }] }, 'receptions.0.psnrDb: must be as long as snr'],
  ]);
});
