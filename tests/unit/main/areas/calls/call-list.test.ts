import { expect, test } from 'vitest';
import type { CallListFilter } from '../../../../../src/shared/contract/calls/schemas.ts';
import { listCalls, listCallsOfTicket } from '../../../../../src/main/areas/calls/call-list.ts';
import { aCall } from '../../../../support/hub-values.ts';

type Deps = Parameters<typeof listCalls>[0];

const lead = { userId: 'lead', workNo: '2001', displayName: '班长', role: 'lead' } as const;
const all = { from: null, to: null, agentWorkNo: null, direction: null, text: '' };
const owed: CallListFilter = { ...all, recordingStates: [], limit: 50, offset: 0, owed: true };

test('a hub that does not know results is not asked for the calls without any: it would show all of them', async () => {
  const asked: number[] = [];
  const at = (contract: number) =>
    listCalls(
      {
        link: {
          contract: () => contract,
          call: async () => {
            asked.push(contract);
            return { items: [], total: 0 };
          },
        },
      } as unknown as Deps,
      lead,
      owed,
    );
  await expect(at(1)).rejects.toMatchObject({ code: 'hub.olderThanAct' });
  expect(await at(2)).toEqual({ items: [], total: 0, fromHub: true });
  expect(asked).toEqual([2]);
});

test('calls of a ticket are those of this desk and of all others, each once and as this desk knows it, oldest first', async () => {
  const [old, own, late] = [1, 2, 3].map((startedAt) => aCall({ startedAt, agentWorkNo: '2001' }));
  if (!old || !own || !late) throw new Error('three calls were made');
  const item = (call: typeof own) => ({ call, agentName: '坐席', ticketNos: [], recording: null });
  const ofHere = [late, { ...own, note: '这里写的' }];
  const ask = (contract: number) =>
    listCallsOfTicket(
      {
        store: {
          tickets: { getTicket: async () => ({ callIds: ofHere.map(({ callId }) => callId) }) },
          calls: {
            getCall: async (callId: string) => ({
              record: ofHere.find((call) => call.callId === callId),
            }),
          },
          recordings: { recordingsOfCalls: async () => [] },
        },
        link: { contract: () => contract, call: async () => ({ items: [item(own), item(old)] }) },
      } as unknown as Parameters<typeof listCallsOfTicket>[0],
      lead,
      'a ticket',
    );
  const { items, fromHub } = await ask(2);
  expect(items.map(({ call }) => [call.callId, call.note])).toEqual([
    [old.callId, undefined],
    [own.callId, '这里写的'],
    [late.callId, undefined],
  ]);
  expect(fromHub).toBe(true);
  const here = await ask(1);
  expect(here.items.map(({ call }) => call.callId)).toEqual([own.callId, late.callId]);
  expect(here.fromHub).toBe(false);
});
