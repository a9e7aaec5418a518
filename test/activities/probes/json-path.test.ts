import { findInJson } from '../../../activities/probes/json-path.ts';

describe('a JSON path', () => {
  it.each([
    ['$.a.b', { a: { b: 0 } }, [0]],
    ['a.b', { a: { b: null } }, [null]],
    ['$', null, [null]],
    ['$', 7, [7]],
    ['$..a', { a: { a: 1 } }, [{ a: 1 }, 1]],
    ['$[1]', [1, 2], [2]],
    ['$.a', { b: 1 }, []],
    ['$.a', null, []],
    ['$.a', 'text', []],
    ['$.__proto__', {}, []],
  ])('%s in %j finds %j', (path, json, found) => {
    expect(findInJson(json, path)).toEqual(found);
  });

  it.each(['$[?(@.a)]', '$[(@.length-1)]'])('does not run the code in %s', (path) => {
    expect(() => findInJson([{ a: 1 }], path)).toThrow('prevented');
  });
});
