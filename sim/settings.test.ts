import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySettings } from './settings.ts';

describe('applySettings', () => {
  it.each([
    ['users=4', { users: 4 }],
    ['snrDb=-2.5', { snrDb: -2.5 }],
    ['snrDb=1e1', { snrDb: 10 }],
    ['snrDb=0:5:20', { snrDb: [0, 5, 10, 15, 20] }],
    ['snrDb=20:-10:0', { snrDb: [20, 10, 0] }],
    ['users=1:3', { users: [1, 2, 3] }],
    ['snrDb=0:0.1:0.3', { snrDb: [0, 0.1, 0.2, 0.3] }],
    ['snrDb=-5,0:10:20', { snrDb: [-5, 0, 10, 20] }],
    ['schemes=omdma,tdma', { schemes: ['omdma', 'tdma'] }],
    ['schemes=omdma', { schemes: 'omdma' }],
    ['cbr=1/12', { cbr: '1/12' }],
    ['shuffle=true', { shuffle: true }],
    ['title=a = b', { title: 'a = b' }],
    ['images.width=96', { images: { width: 96 } }],
    ['images.source=C:/photos', { images: { source: 'C:/photos' } }],
    ['snrDb=', { snrDb: '' }],
  ])('reads %s', (setting, expected) => {
    expect(applySettings({}, [setting])).toEqual(expected);
  });

  it('keeps the rest and leaves the scenario that it was given alone', () => {
    const scenario = { users: 4, images: { source: 'procedural', width: 64 } };
    const changed = applySettings(scenario, ['images.width=96', 'users=2', 'images.width=32']);
    expect(changed).toEqual({ users: 2, images: { source: 'procedural', width: 32 } });
    expect(scenario).toEqual({ users: 4, images: { source: 'procedural', width: 64 } });
  });

  it.each(['users', '=4', 'users 4', '__proto__.x=1', 'images..width=4'])('refuses %s', setting => {
    expect(() => applySettings({}, [setting])).toThrow('is not path=value, such as snrDb=0:5:20');
  });

  it.each(['snrDb=0:0:5', 'snrDb=0:-1:5', 'snrDb=0:1e-9:1'])('refuses the range of %s', setting => {
    expect(() => applySettings({}, [setting])).toThrow('is not a range start:step:stop of 1 to 1000 values');
  });

  it('reads back any number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        fc.pre(!Object.is(value, -0));
        expect(applySettings({}, [`snrDb=${value}`])).toEqual({ snrDb: value });
      }),
    );
  });
});
