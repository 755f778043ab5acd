import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import kodak from '../../scenarios/kodak-style.ts';
import shipped from '../../scenarios/single-user-comparison.ts';
import { defineScenario } from '../cell/scenario.ts';
import { applySettings } from '../settings.ts';
import { conditionsOf, shownConditions } from './conditions.ts';
import { defineComparison, isComparison, parseComparison } from './scenario.ts';

function problems(changes: Record<string, unknown>) {
  try {
    parseComparison({ ...shipped, ...changes });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('parseComparison', () => {
  it('fills in defaults, sorts the axes, and makes lists of single values', () => {
    const comparison = parseComparison(
      defineComparison({ name: 'mine', snrDb: [20, 0], cbr: 0.125, rateCbr: ['1/6', '1/24', '2/16'] }),
    );
    expect(comparison).toMatchObject({
      title: 'mine',
      snrDb: [0, 20],
      cbr: ['0.125'],
      rateSnrDb: 10,
      rateCbr: ['1/24', '0.125', '1/6'],
      denoiserSteps: [0, 1],
      digital: { codecs: ['avif'], mosaic: [1], headers: ['counted', 'free'], curves: 'all' },
      images: { source: 'procedural', count: 24 },
      gallery: true,
      anchors: [],
    });
  });

  it('takes what the command line sets', () => {
    const changed = applySettings(shipped, [
      'digital.codecs=webp,jpeg',
      'digital.mosaic=1',
      'cbr=1/12',
      'gallery=false',
    ]);
    expect(parseComparison(changed)).toMatchObject({
      digital: { codecs: ['webp', 'jpeg'], mosaic: [1], headers: ['counted', 'free'] },
      cbr: ['1/12'],
      gallery: false,
    });
  });

  it('lists every problem with its path, its value and what is valid', () => {
    expect(
      problems({
        sndDb: 3,
        snrDb: [0, 99],
        cbr: '1/5',
        digital: { codecs: 'bpg', mosaic: 0, heders: 'free', curves: 'some' },
        images: { count: 1 },
        gallery: 1,
      }).sort(),
    ).toEqual([
      "cbr: \"1/5\" is not a bandwidth ratio c/96 with a whole c between 1 and 16, such as '1/6' or '1/12', or a list of them",
      'digital.codecs: "bpg" is not one of jpeg, webp, avif, or a list of them',
      "digital.curves: \"some\" is not 'all' or 'envelope'",
      'digital.heders: unknown key; did you mean headers?',
      'digital.mosaic: 0 is not a whole number between 1 and 1024, or a list of them',
      'gallery: 1 is not true or false',
      'images.count: 1 is not a whole number between 2 and 10000',
      'sndDb: unknown key; did you mean snrDb?',
      'snrDb: 99 is not a number or a list of numbers between -30 and 60',
    ]);
    expect(() => parseComparison('x')).toThrow('a comparison is an object, not "x"');
  });

  it('refuses mosaics that leave a picture over or make one file only', () => {
    expect(problems({ images: { count: 24 }, digital: { mosaic: [1, 5, 24, 12] } })).toEqual([
      'digital.mosaic: 24 pictures do not make two or more files of 5',
      'digital.mosaic: 24 pictures do not make two or more files of 24',
    ]);
  });

  it('refuses a published result without value, source or place', () => {
    const anchor = { label: 'theirs', source: 'Someone 2020', snrDb: 10, cbr: '1/3', note: 'other pictures' };
    expect(problems({ anchors: [{ ...anchor, psnrDb: 30 }] })).toEqual([]);
    expect(problems({ anchors: [anchor] })).toEqual(['anchors.0: has neither psnrDb nor msSsim']);
    expect(problems({ anchors: [{ ...anchor, source: '', psnrDb: -1, cbr: 'third', soruce: 1 }] })).toEqual([
      'anchors.0.source: "" is not a line of text',
      'anchors.0.cbr: "third" is not a bandwidth ratio such as \'1/6\'',
      'anchors.0.psnrDb: -1 is not a number between 0 and 100',
      'anchors.0.soruce: unknown key; did you mean source?',
    ]);
    expect(problems({ anchors: 3 })).toEqual(['anchors: is not a list of published results']);
  });

  it.each([shipped, kodak])('takes $name, whose anchors lie on its figures', scenario => {
    const { anchors, snrDb, rateCbr, cbr, rateSnrDb } = parseComparison(scenario);
    expect(anchors.length).toBeGreaterThan(20);
    for (const anchor of anchors) {
      expect(anchor.note.length).toBeGreaterThan(40);
      expect(anchor.source).toMatch(/20\d\d/);
      expect(anchor.label.length).toBeLessThanOrEqual(20);
      const overSnr = cbr.includes(anchor.cbr) && anchor.snrDb >= snrDb[0] && anchor.snrDb <= snrDb.at(-1)!;
      expect(overSnr || (rateCbr.includes(anchor.cbr) && anchor.snrDb === rateSnrDb)).toBe(true);
    }
  });

  it('tells a comparison from a scenario', () => {
    expect(isComparison(shipped)).toBe(true);
    expect(isComparison(defineScenario({ name: 'cell', power: 'total' }))).toBe(false);
    expect(isComparison(null)).toBe(false);
  });
});

describe('the conditions', () => {
  const comparison = parseComparison(
    defineComparison({ name: 'x', snrDb: [0, 7, 20], cbr: '1/6', rateSnrDb: 10, rateCbr: ['1/24', '1/6'] }),
  );

  it('are those of both figures, each once', () => {
    expect(conditionsOf(comparison).map(({ cbr, channels, snrDb }) => [cbr, channels, snrDb])).toEqual([
      ['1/24', 4, 10],
      ['1/6', 16, 0],
      ['1/6', 16, 7],
      ['1/6', 16, 10],
      ['1/6', 16, 20],
    ]);
  });

  it('show the ends and what is closest to the rate figure', () => {
    const conditions = conditionsOf(comparison);
    expect(shownConditions(comparison, conditions).map(c => conditions[c].snrDb)).toEqual([0, 7, 20]);
  });
});
