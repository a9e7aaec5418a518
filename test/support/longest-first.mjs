import sequencing from '@jest/test-sequencer';

const Sequencer = sequencing.default ?? sequencing;

/** By the name of a file, because its size says nothing: the contract suites are a few lines each and run for minutes. */
const SLOWEST_FIRST = [
  /^test\/contracts\/.*\.cluster\.test\.ts$/,
  /\.cluster\.test\.ts$/,
  /^test\/(scenarios|crash)\//,
];

/** A long file that begins last keeps one worker busy while the others have nothing to do. */
// oxlint-disable-next-line import/no-default-export -- Jest asks for it
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- that of the class above
    const sorted = await super.sort(tests);
    return [...sorted].toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ path, context }) {
  const file = path.slice(context.config.rootDir.length + 1);
  const rank = SLOWEST_FIRST.findIndex((pattern) => pattern.test(file));
  return rank === -1 ? SLOWEST_FIRST.length : rank;
}
