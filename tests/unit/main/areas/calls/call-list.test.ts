import { expect, test } from 'vitest';
import type { CallListFilter } from '../../../../../src/shared/contract/calls/schemas.ts';
import { listCalls } from '../../../../../src/main/areas/calls/call-list.ts';

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
