import { openJournal } from '../../../activities/adapters/journal.ts';

/** Appends for ever, and says after each line that it is written. */
const journal = openJournal(process.argv[2]!);
for (let number = 0; ; number++) {
  journal.append(`line ${number}`);
  await new Promise((resolve) => void process.stdout.write(`${number}\n`, resolve));
}
