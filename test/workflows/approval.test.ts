import type { ApprovalStep } from '../../experiments/definition/plan.ts';
import { OpenVote } from '../../workflows/approval.ts';

const open = (change: Partial<ApprovalStep> = {}) => {
  const step: ApprovalStep = {
    kind: 'approval',
    name: 'go or no-go',
    who: [],
    quorum: 1,
    fourEyes: false,
    expiresMs: 60_000,
    onExpiry: 'stop',
    ...change,
  };
  return new OpenVote(step, 3, 'Ada', 99_000);
};
const yes = (by: string) => ({ step: 3, by, approve: true, comment: '' });
const no = (by: string) => ({ step: 3, by, approve: false, comment: 'too early' });

describe('an open vote', () => {
  it('is decided by enough approvals', () => {
    const vote = open({ quorum: 2 });
    expect(vote.cast(yes('Ada'))).toBe('Counted. 1 more approval(s) needed for go or no-go.');
    expect(vote.isDecided()).toBe(false);
    expect(vote.cast(yes('Bob'))).toBe('go or no-go is approved.');
    expect(vote.isDecided()).toBe(true);
    expect(vote.outcome(false)).toMatchObject({
      step: 3,
      name: 'go or no-go',
      decision: 'approved',
      votes: [{ by: 'Ada' }, { by: 'Bob' }],
    });
  });

  it('is denied by a single no, also after enough approvals', () => {
    const vote = open({ quorum: 1 });
    vote.cast(yes('Ada'));
    expect(vote.cast(no('Bob'))).toBe('go or no-go is denied by Bob.');
    expect(vote.isDecided()).toBe(true);
    expect(vote.outcome(false)).toMatchObject({
      decision: 'denied',
      votes: [{ approve: true }, { approve: false, comment: 'too early' }],
    });
  });

  it('expires when nobody decides, and is cancelled when the game day is stopped', () => {
    const vote = open({ quorum: 2 });
    vote.cast(yes('Ada'));
    expect(vote.outcome(false).decision).toBe('expired');
    expect(vote.outcome(true).decision).toBe('cancelled');
  });

  it('keeps its decision when the game day is stopped afterwards', () => {
    const vote = open();
    vote.cast(yes('Ada'));
    expect(vote.outcome(true).decision).toBe('approved');
  });

  it.each([
    ['another step', {}, { ...yes('Bob'), step: 2 }, 'Step 2 is not waiting for approval; step 3 (go or no-go) is.'],
    ['nobody', {}, yes('  '), 'A vote needs a name.'],
    ['somebody who is not asked', { who: ['Bob', 'Eve'] }, yes('Ada'), 'Ada may not approve this; Bob, Eve may.'],
    [
      'the one who started it, where four eyes are needed',
      { fourEyes: true },
      yes('Ada'),
      'Ada started this game day; four eyes need somebody else.',
    ],
  ])('does not count a vote of %s', (_, change, cast, refusal) => {
    const vote = open(change);
    expect(vote.refusal(cast)).toBe(refusal);
    expect(() => vote.cast(cast)).toThrow(refusal);
    expect(vote.outcome(false).votes).toEqual([]);
  });

  it('counts nobody twice, not even to change their mind', () => {
    const vote = open({ quorum: 2 });
    vote.cast(yes('Bob'));
    expect(vote.refusal(yes('Bob'))).toBe('Bob has voted already.');
    expect(vote.refusal(no('Bob'))).toBe('Bob has voted already.');
    expect(vote.isDecided()).toBe(false);
  });

  it('refuses for good, so that nobody tries the same vote again', () => {
    expect(() => open({ who: ['Bob'] }).cast(yes('Ada'))).toThrow(
      expect.objectContaining({ type: 'Refused', nonRetryable: true }),
    );
  });

  it('shows who is asked and who has approved', () => {
    const vote = open({ who: ['Bob', 'Eve'], quorum: 2 });
    vote.cast(yes('Eve'));
    expect(vote.open()).toEqual({
      step: 3,
      name: 'go or no-go',
      who: ['Bob', 'Eve'],
      quorum: 2,
      approvedBy: ['Eve'],
      expiresAt: 99_000,
    });
  });
});
