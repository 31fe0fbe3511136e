import { describe, expect, test } from 'vitest';
import { currentCall, linesOf } from '../../../../../src/shared/domain/seat/current-call.ts';
import { aCall, aTalk, idOf } from '../../../../support/desk/desk-samples.ts';

describe('with several calls', () => {
  const talk = aTalk();
  const second = aCall({ callId: idOf('call', 2) });

  test('the bar is about the one with sound and the other one waits', () => {
    expect(currentCall([second, talk])).toBe(talk);
    expect(linesOf([second, talk])).toMatchObject({ ringing: second, others: [second] });
    expect(linesOf([second]).others).toEqual([]);
  });

  test('a call on hold waits for the swap, and one that is being dialled is shown before it', () => {
    const held = aTalk({ state: 'held', heldBy: 'agent' });
    const dialled = aCall({ callId: idOf('call', 3), direction: 'outbound', state: 'dialling' });
    expect(linesOf([held, dialled])).toMatchObject({ current: dialled, waiting: held });
    expect(linesOf([held]).waiting).toBeNull();
  });

  test('a silenced call gives the answer key to one that is heard', () => {
    const silenced = aCall({ callId: idOf('call', 3), silenced: true });
    expect(linesOf([talk, silenced, second]).ringing).toBe(second);
    expect(linesOf([talk, silenced]).ringing).toBe(silenced);
  });

  test('an ended call is no call', () => {
    expect(currentCall([aTalk({ state: 'ended' })])).toBeNull();
  });
});
