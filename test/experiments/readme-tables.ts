import { faultSettings } from '../../experiments/definition/faults/index.ts';
import { guardrailSettings } from '../../experiments/definition/guardrails/index.ts';
import { pointProbeSettings, probeSettings } from '../../experiments/definition/probes/index.ts';
import { snapshotSettings } from '../../experiments/definition/snapshots/index.ts';
import { targetSettings } from '../../experiments/definition/targets/index.ts';
import { commonFieldRows, fieldRows, kindRows, metricRows } from './field-table.ts';

const FAMILIES = {
  target: targetSettings,
  sli: probeSettings,
  fault: faultSettings,
  snapshot: snapshotSettings,
  guardrail: guardrailSettings,
} as const;

const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  Experiment: ['Experiment'],
  clone: ['environmentClone'],
  'copied object': ['copiedObject'],
  'scrub step': ['scrubStep'],
  recovery: ['Experiment', 'recovery'],
  afterwards: ['Experiment', 'afterwards'],
  limits: ['Experiment', 'limits'],
  expect: ['httpExpectation'],
  repeat: ['repeat'],
  toxic: ['toxic'],
  peer: ['networkPeer'],
  probe: ['networkProbe'],
  GameDay: ['GameDay'],
  people: ['GameDay', 'people'],
  window: ['GameDay', 'window'],
  'experiment step': ['experimentStep'],
  approval: ['approvalStep', 'approval'],
  variable: ['variable'],
};

/** Every table that experiments/README.md must have, by what it shows; all are made from the registries. */
export function readmeTables(): Readonly<Record<string, string>> {
  const tables: Record<string, string> = {
    fault: fieldTable('fault', commonFieldRows('fault', Object.keys(faultSettings))),
    SLI: fieldTable('SLI', commonFieldRows('sli', Object.keys(probeSettings))),
    check: fieldTable('check', commonFieldRows('steadyStateCheck', Object.keys(pointProbeSettings))),
    metrics: table('| metric | compared with | probes | may abort | meaning |', metricRows()),
  };
  for (const [label, path] of Object.entries(BLOCKS)) tables[label] = fieldTable(label, fieldRows(...path));
  for (const [family, registry] of Object.entries(FAMILIES)) {
    tables[`kinds of ${family}`] = table('| kind | meaning |', kindRows(family, Object.keys(registry)));
    for (const kind of Object.keys(registry)) {
      const rows = fieldRows(family, kind);
      if (rows.length > 0) tables[`${family} ${kind}`] = fieldTable(kind, rows);
    }
  }
  return tables;
}

function fieldTable(label: string, rows: readonly string[]): string {
  return table(`| ${label}: | value | default | meaning |`, rows);
}

function table(header: string, rows: readonly string[]): string {
  const columns = header.split('|').length - 2;
  return [header, `|${' --- |'.repeat(columns)}`, ...rows].join('\n').replaceAll(/ +\|/g, ' |');
}
