import { stuckListText } from '../../../client/render/stuck-list.ts';
import { findingOf, type Place } from '../../../client/stuck/finding.ts';

const PLAIN = { columns: 200, colour: false };
const place: Place = { address: 'temporal:7233', namespace: 'prod', uiUrl: 'http://ui', flags: ' --profile prod' };
const since = Date.UTC(2026, 11, 1, 9);
const fault = {
  workflowId: "fault/it's",
  runId: 'r1',
  type: 'fault',
  gameDay: 'gameday/storage/20261201-085900',
  faultId: 'gameday/storage/20261201-085900/01-a/1.1-b',
};

describe('the list of what is stuck', () => {
  it('says what, since when, why and what to do, in commands that lead to this server', () => {
    const paused = {
      because: 'activity paused',
      since,
      what: 'its activity watch is paused',
      activityId: '5',
    } as const;
    const undo = { because: 'undo fails', since, what: 'its undo keeps failing', lastFailure: 'status 503' } as const;
    const stuck = [findingOf(fault, undo, place), findingOf(fault, paused, place)];
    expect(stuckListText({ stuck, isPartial: false }, since + 75_000, PLAIN)).toBe(
      `NOT RESTORED  fault fault/it's
  what          its undo keeps failing
  since         2026-12-01 09:00:00 UTC (1 min 15 s)
  game day      gameday/storage/20261201-085900
  last failure  status 503
  next          Repair the target, or undo it by hand and say so: gameday settle gameday/storage/20261201-085900 --fault gameday/storage/20261201-085900/01-a/1.1-b --as NAME --comment TEXT --profile prod
  UI            http://ui/namespaces/prod/workflows/fault%2Fit's

STUCK  fault fault/it's
  what          its activity watch is paused
  since         2026-12-01 09:00:00 UTC (1 min 15 s)
  game day      gameday/storage/20261201-085900
  next          Let it go on: temporal activity unpause --activity-id 5 --workflow-id 'fault/it'\\''s' --address temporal:7233 --namespace prod
  UI            http://ui/namespaces/prod/workflows/fault%2Fit's`,
    );
  });

  it('does not say that nothing is stuck when not everything was looked at', () => {
    expect(stuckListText({ stuck: [], isPartial: false }, 0, PLAIN)).toBe('Nothing is stuck.');
    expect(stuckListText({ stuck: [], isPartial: true }, 0, PLAIN)).toMatch(/^Not everything was looked at/);
  });
});
