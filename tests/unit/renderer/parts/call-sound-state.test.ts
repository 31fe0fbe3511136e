import { describe, expect, test } from 'vitest';
import { callSoundState } from '../../../../src/renderer/parts/call-sound-state.ts';
import { assert } from '../../../../src/shared/assert.ts';
import type { Recording } from '../../../../src/shared/domain/recordings/recording.ts';
import type { User } from '../../../../src/shared/domain/session/user.ts';
import { aCallItem, agent, lead } from '../../../support/desk/desk-samples.ts';

const other: User = { ...agent, workNo: '1008' };
const admin: User = { ...agent, role: 'admin' };

/** The samples are calls of 1003, who is `agent`. */
function seenBy(user: User, patch: Partial<Recording>) {
  const { call, recording } = aCallItem(8);
  assert(recording !== null, 'the sample has a recording');
  const state = callSoundState({ call, recording: { ...recording, ...patch } }, user);
  return state.kind === 'playable' ? state.word : state.kind;
}

describe('what can be heard of a call', () => {
  test.each([
    ['synced', 'archived', 'archived'],
    ['closed', 'here', 'away'],
    ['uploading', 'here', 'away'],
    ['writing', 'writing', 'writing'],
    ['damaged', 'damaged', 'damaged'],
  ] as const)('%s: for whoever took it %s, for the lead %s', (state, own, byLead) => {
    expect([seenBy(agent, { state }), seenBy(lead, { state })]).toEqual([own, byLead]);
  });

  test('nothing for another agent and for the administrator, whatever there is', () => {
    expect([seenBy(other, {}), seenBy(admin, {})]).toEqual(['others', 'others']);
  });

  test('that something is missing is said before where it is', () => {
    expect(seenBy(lead, { state: 'synced', error: 'recording.damaged' })).toBe('flawed');
  });

  test('a recording of nothing is missing, with its reason, for whoever took it and for the lead', () => {
    const nothing: Partial<Recording> = { state: 'damaged', error: 'recording.notStarted' };
    expect([seenBy(agent, nothing), seenBy(lead, nothing)]).toEqual(['missing', 'missing']);
    expect(seenBy(agent, { state: 'damaged', error: 'recording.notFound' })).toBe('damaged');
  });

  test('a call that was never answered owes nothing; one that was says why it has none', () => {
    expect(callSoundState(aCallItem(4), agent)).toEqual({ kind: 'none' });
    expect(callSoundState(aCallItem(5), agent)).toEqual({
      kind: 'missing',
      reason: 'recording.diskFull',
    });
  });
});
