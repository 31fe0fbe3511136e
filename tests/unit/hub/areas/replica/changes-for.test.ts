import { expect, it } from 'vitest';
import { changesFor } from '../../../../../src/hub/areas/replica/changes-for.ts';
import { aKnowledgeEntry, aTicket } from '../../../../support/hub-values.ts';

it.each([
  [0, ['ticket', 'knowledge']],
  [2, ['ticket', 'knowledge']],
  [3, ['ticket', 'officeRule', 'knowledge']],
  [4, ['ticket', 'officeRule', 'knowledge']],
])('a desk of contract %s is sent %j', (contract, entities) => {
  const changes = changesFor(
    { reader: { workNo: '1002', role: 'agent' }, deskContract: contract },
    [
      { seq: 1, entity: 'ticket', body: aTicket() },
      {
        seq: 2,
        entity: 'officeRule',
        body: { kind: 'calendar', version: 1, body: '{}', byWorkNo: '2001', at: 1 },
      },
      { seq: 3, entity: 'knowledge', body: aKnowledgeEntry() },
    ],
  );
  expect(changes.map(({ entity }) => entity)).toEqual(entities);
});
