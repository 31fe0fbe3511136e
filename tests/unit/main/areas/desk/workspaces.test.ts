import { describe, expect, test } from 'vitest';
import { workspacesOf } from '../../../../../src/main/areas/desk/workspaces.ts';
import { owesResult } from '../../../../../src/shared/domain/workspaces/workspace.ts';
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
