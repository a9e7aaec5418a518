import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const experiment = (url: string, name: string, hold: string) => `apiVersion: gameday/v1
kind: Experiment
name: ${name}
hypothesis: The victim is well again after the fault.
target: { application: { url: "${url}" } }
steadyState: [{ name: healthy, http: { get: "${url}/healthz" }, expect: { status: 200 } }]
slis: [{ name: health, http: { get: "${url}/healthz" }, every: 200ms }]
baseline: 200ms
faults:
  - { name: break it, http-toggle: { path: /switch, on: { broken: true } }, hold: ${hold} }
recovery: { within: 5s, settle: 100ms }
limits: { maxDuration: 2m }
`;

/** An experiment on the victim at that address, as a file. */
export async function anExperimentFile(folder: string, url: string, name: string, hold: string): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, experiment(url, name, hold));
  return file;
}

/** The same behind an approval by ann or bob. */
export async function aGameDayFile(folder: string, url: string, name: string): Promise<string> {
  await anExperimentFile(folder, url, `${name}-experiment`, '200ms');
  const file = join(folder, `${name}.yaml`);
  await writeFile(
    file,
    `apiVersion: gameday/v1
kind: GameDay
name: ${name}
objective: See whether the victim heals.
people: { onCall: dora, approvers: [ann, bob] }
steps:
  - { name: go?, approval: { expires: 1m } }
  - { experiment: ${name}-experiment.yaml }
`,
  );
  return file;
}
