import { readOptions } from '../../bench/options.ts';

const NAMES = ['breach', 'recovery'];

describe('the options of the bench', () => {
  it('measure everything unless told otherwise', () => {
    expect(readOptions([], NAMES)).toEqual({ quick: false, only: undefined });
    expect(readOptions(['--quick', '--only', 'recovery'], NAMES)).toEqual({ quick: true, only: 'recovery' });
  });

  it('say what there is to measure, and which options there are', () => {
    expect(() => readOptions(['--only', 'recover'], NAMES)).toThrow(
      'Nothing was measured: --only takes one of breach, recovery, not "recover".',
    );
    expect(() => readOptions(['--onyl', 'recovery'], NAMES)).toThrow('Options: --quick, --only NAME.');
  });
});
