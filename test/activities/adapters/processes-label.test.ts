import { processLabel } from '../../../activities/adapters/processes-label.ts';

describe('the label of a process', () => {
  it('leaves out the folders of the program and of its script', () => {
    expect(processLabel(7, '/usr/bin/node /srv/ledger/ledger-node.js --name n1')).toBe(
      'process 7 (node ledger-node.js --name n1)',
    );
  });

  it('keeps paths that are arguments', () => {
    expect(processLabel(7, '/bin/cat /var/lib/db')).toBe('process 7 (cat /var/lib/db)');
  });

  it('is cut to a length that fits a line', () => {
    expect(processLabel(7, `app ${'x'.repeat(200)}`)).toMatch(/^process 7 \(app x{55}…\)$/);
  });

  it('hides what looks like a secret', () => {
    expect(processLabel(7, 'db --password=hunter2 --api-key abc --port 1')).toBe(
      'process 7 (db --password=… --api-key … --port 1)',
    );
  });
});
