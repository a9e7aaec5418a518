import { writeFileSync } from 'node:fs';
import { documentsJsonSchema } from '../../experiments/definition/json-schema.ts';

/** `npm run schema`, in the root of the project: the file that editors read. */
writeFileSync('experiments/gameday.schema.json', `${JSON.stringify(documentsJsonSchema(), null, 2)}\n`);
