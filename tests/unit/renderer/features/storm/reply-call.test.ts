import { describe, expect, it } from 'vitest';
import { callOfReply } from '../../../../../src/renderer/features/storm/reply-call.ts';
import { aPop, aWorkspace, idOf } from '../../../../support/desk/desk-samples.ts';

const ticketId = idOf('ticket', 7);
const dialled = (call: number, startedAt: number, of: string | null = ticketId) => ({
  ...aWorkspace(aPop([], { ticketId: of, match: 'named' })),
  callId: idOf('call', call),
  direction: 'outbound' as const,
  startedAt,
});

describe('the call of a reply', () => {
  it('is the last one that was dialled for the ticket', () => {
    const calls = [dialled(1, 10), dialled(2, 30), dialled(3, 20)];
    expect(callOfReply(calls, { ticketId, after: 0 })).toBe(idOf('call', 2));
  });

  it('is none that was told of before, that came in, or that was dialled for another', () => {
    const calls = [
      dialled(1, 10),
      { ...dialled(2, 30), direction: 'inbound' as const },
      dialled(3, 30, idOf('ticket', 8)),
      dialled(4, 30, null),
    ];
    expect(callOfReply(calls, { ticketId, after: 10 })).toBeNull();
    expect(callOfReply(calls, { ticketId, after: 9 })).toBe(idOf('call', 1));
  });
});
