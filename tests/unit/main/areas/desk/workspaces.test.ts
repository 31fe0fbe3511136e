import { describe, expect, test } from 'vitest';
import { popCallsOf, workspacesOf } from '../../../../../src/main/areas/desk/workspaces.ts';
import { foldCall } from '../../../../../src/main/areas/calls/fold-call.ts';
import type { CallView } from '../../../../../src/shared/domain/calls/call.ts';
import {
  owesResult,
  workspaceLimit,
} from '../../../../../src/shared/domain/workspaces/workspace.ts';
import { aPop, aTalk } from '../../../../support/desk/desk-samples.ts';

const told = (endedAt: number | null) =>
  workspacesOf(
    { views: [aTalk({ state: endedAt === null ? 'connected' : 'ended', endedAt })], records: [] },
    () => aPop([]),
  ).map((workspace) => owesResult(workspace));

describe('the conversation of a call', () => {
  test('that is over and owes nothing in the records is not asked for its result again', () => {
    expect(told(Date.now())).toEqual([false]);
  });

  test('that runs owes nothing yet', () => {
    expect(told(null)).toEqual([false]);
  });
});

describe('who is looked up', () => {
  const recordOf = (view: CallView) => foldCall(null, view, { at: 9, agentWorkNo: '1001' }).record;
  const idsOf = (views: readonly CallView[], records: readonly CallView[] = []) =>
    popCallsOf({ views, records: records.map(recordOf) }).map(({ callId }) => callId);
  const a = aTalk({ callId: 'a', startedAt: 1 });
  const ended = { state: 'ended', endedAt: 5, endReason: 'citizenHungUp' } as const;

  test('is no colleague who is asked, and nobody who serves a call of a citizen', () => {
    const asked = aTalk({ callId: 'asked', startedAt: 2, purpose: 'consult' });
    const serving = aTalk({ callId: 'serving', startedAt: 3, servesCallId: 'a' });
    expect(idsOf([a, asked, serving])).toEqual(['a']);
  });

  test('are the calls in view and those that owe their result, each once, oldest first', () => {
    const [b, c] = [
      aTalk({ callId: 'b', startedAt: 2, ...ended }),
      aTalk({ callId: 'c', startedAt: 3 }),
    ];
    expect(idsOf([c, b], [a, { ...b }, c])).toEqual(['b', 'c']);
    expect(idsOf([c], [{ ...a, ...ended }, b, c])).toEqual(['a', 'b', 'c']);
  });

  test('are the newest, when there are more than are shown', () => {
    const many = Array.from({ length: workspaceLimit + 2 }, (_, n) =>
      aTalk({ callId: `${n}`, startedAt: n }),
    );
    const ids = idsOf(many);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([
      workspaceLimit,
      '2',
      `${workspaceLimit + 1}`,
    ]);
  });
});
