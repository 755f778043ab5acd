import fc from 'fast-check';
import { expect, it } from 'vitest';
import { prettyJson } from './prettyJson.ts';

it('keeps lists of plain values on one line', () => {
  const scenario = { users: [2, 4], names: ['a [b]', 'c'], empty: [], rows: [{ x: [1] }] };
  expect(prettyJson(scenario)).toBe(
    [
      '{',
      '  "users": [2, 4],',
      '  "names": [',
      '    "a [b]",',
      '    "c"',
      '  ],',
      '  "empty": [],',
      '  "rows": [',
      '    {',
      '      "x": [1]',
      '    }',
      '  ]',
      '}',
    ].join('\n'),
  );
});

it('says the same as JSON, for any value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(JSON.parse(prettyJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
