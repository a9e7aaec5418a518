import type { ExperimentCheck } from './check.ts';

/** What is to be done afterwards needs something to do it with. */
export const restoringIsPossible: ExperimentCheck = ({ afterwards, snapshot, slis }, complain, has) => {
  const path = ['afterwards', 'restoreIf'];
  if (snapshot === undefined && afterwards.restoreIf !== 'never') {
    complain(path, `there is no snapshot to put back; add one under snapshot, or write restoreIf: never`);
  }
  if (snapshot === undefined && afterwards.verifySnapshot && has(['afterwards', 'verifySnapshot'])) {
    complain(
      ['afterwards', 'verifySnapshot'],
      'there is no snapshot to verify; add one under snapshot, or leave this out',
    );
  }
  if (afterwards.restoreIf === 'lostWrites' && !slis.some(({ kind }) => kind === 'acknowledged-writes')) {
    complain(
      path,
      'lost writes are counted only by an SLI with the probe acknowledged-writes; add one, or write restoreIf: broken',
    );
  }
};
