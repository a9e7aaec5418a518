import type { Row } from '../../compare/row.ts';

export const aRow = (special: Partial<Row> = {}): Row => ({
  situation: 1,
  title: 'Nothing goes wrong',
  healthFails: false,
  tool: 'gameday',
  way: '',
  exit: '0',
  onAtExit: false,
  left: false,
  switchedOn: 1,
  undoAsked: 1,
  undoneAfterMs: null,
  since: '',
  kept: { is: 'complete', says: 'hypothesis held' },
  said: 'restored: yes',
  options: 'hold: 4s',
  ...special,
});
