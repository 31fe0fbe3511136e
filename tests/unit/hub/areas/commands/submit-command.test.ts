import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { submitCommand } from '../../../../../src/hub/areas/commands/submit-command.ts';
import type { SignedIn } from '../../../../../src/hub/areas/session/authenticate.ts';
import { disableUser } from '../../../../../src/hub/areas/session/set-user.ts';
import { errorCodeOf } from '../../../../../src/shared/app-error.ts';
import type { HubCommand } from '../../../../../src/shared/contract/commands/schemas.ts';
import { emptyIntake } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';
import { aCall, aFullIntake, aTicketSave } from '../../../../support/hub-values.ts';

const ticketId = randomUUID();
const commandId = randomUUID();
const intake = aFullIntake();
let hub: Awaited<ReturnType<typeof openHubInMemory>>;
let agent: SignedIn;
let told: number;
beforeEach(async () => {
  hub = await openHubInMemory();
  agent = await hub.signedIn('1001');
  told = 0;
});
const submit = (
  command: HubCommand,
  { who = agent, id = commandId, author = undefined as string | undefined } = {},
) =>
  submitCommand(
    {
      ...hub,
      changes: { notify: () => void (told += 1), subscribe: () => () => undefined } as never,
    },
    who,
    { commandId: id, command, author },
  );
const save = (facts: Parameters<typeof aTicketSave>[1] = {}) =>
  aTicketSave(ticketId, { at: hub.clock.now(), changes: intake, ...facts });
const audited = async () =>
  (await hub.store.audit.newest(99)).map(({ action, userId, subjectId, code }) => [
    action,
    userId,
    subjectId,
    code,
  ]);
const accepted = { kind: 'accepted' };

describe('a command that comes again', () => {
  it('has the answer of the first time and changes nothing more', async () => {
    expect(await submit(save())).toEqual(accepted);
    hub.advance(1000);
    expect(await submit(save({ at: hub.clock.now() - 1000 }))).toEqual(accepted);
    expect((await hub.store.tickets.get(ticketId))?.revision).toBe(1);
    expect(told).toBe(1);
  });

  it('is the same whatever the order of its fields', async () => {
    const command = save();
    await submit(command);
    const turned = Object.fromEntries(Object.entries(command).toReversed()) as HubCommand;
    expect(Object.keys(turned)).not.toEqual(Object.keys(command));
    expect(await submit(turned)).toEqual(accepted);
    const { changes: _, ...rest } = { ...intake, changes: null };
    const inner = save({ changes: Object.fromEntries(Object.entries(rest).toReversed()) });
    expect(await submit(inner)).toEqual(accepted);
  });

  it('with other words is refused, and the audit has it', async () => {
    await submit(save());
    const other = save({ changes: { ...intake, address: '二号' } });
    expect(await submit(other)).toMatchObject({ kind: 'refused', code: 'input.invalid' });
    expect((await hub.store.tickets.get(ticketId))?.address).toBe(intake.address);
    expect((await audited())[0]).toEqual([
      'refused',
      agent.user.userId,
      commandId,
      'input.invalid',
    ]);
  });

  it('from another desk is that desk’s no matter', async () => {
    await submit(save());
    const other = await hub.signedIn('1002');
    await expect(submit(save(), { who: other })).rejects.toMatchObject({ code: 'hub.forbidden' });
  });

  it('has the answer that was kept before the hub kept what was asked', async () => {
    await hub.store.commands.insert({
      commandId,
      deskId: agent.deskId,
      userId: agent.user.userId,
      answeredAt: 1,
      answer: { kind: 'refused', code: 'ticket.conflict', ticket: null },
      contentHash: null,
      ticketId: null,
      revision: null,
      countedAt: null,
    });
    expect(await submit(save())).toMatchObject({ code: 'ticket.conflict' });
    expect(await hub.store.tickets.get(ticketId)).toBeNull();
  });
});

describe('who changed a ticket', () => {
  it('is in the audit, and who was refused', async () => {
    await submit(save());
    await submit(save({ base: { revision: 9, intake: emptyIntake } }), { id: randomUUID() });
    const { userId } = agent.user;
    expect(await audited()).toEqual([
      ['ticketChangeRefused', userId, ticketId, 'ticket.conflict'],
      ['ticketChanged', userId, ticketId, null],
    ]);
  });

  it('is the colleague who typed it and can send nothing any more, and who brought it in', async () => {
    const colleague = await hub.signedIn('1002', 'agent', agent.deskId);
    const asked = { author: '1002' };
    expect(await submit(save(), asked)).toEqual({ kind: 'notYet' });
    expect(await hub.store.tickets.get(ticketId)).toBeNull();
    await disableUser(hub, '1002');
    expect(await submit(save(), asked)).toEqual(accepted);
    const rows = (await audited()).filter(([action]) => action !== 'userDisabled');
    expect(rows).toEqual([
      ['ticketBroughtIn', agent.user.userId, ticketId, null],
      ['ticketChanged', colleague.user.userId, ticketId, null],
    ]);
    const [opened] = (await hub.store.tickets.get(ticketId))?.course ?? [];
    expect(opened).toMatchObject({ byWorkNo: '1002' });
    expect(opened?.note).toContain('broughtInBy: 1001');
  });

  it('is nobody of a call record, whoever is said to have written it', async () => {
    const now = hub.clock.now();
    const call = aCall({ startedAt: now, answeredAt: null, endedAt: null });
    expect(await submit({ kind: 'callRecord', call }, { author: '1002' })).toEqual(accepted);
    expect(await audited()).toEqual([]);
    expect(told).toBe(0);
    expect((await hub.store.commands.find(commandId))?.ticketId).toBeNull();
  });
});

it('a command with a time that is none is refused before anything is done', async () => {
  const call = aCall({ startedAt: 8.64e15 + 1 });
  const answer = await submit({ kind: 'callRecord', call }).catch(errorCodeOf);
  expect(answer).toMatchObject({ kind: 'refused', code: 'input.invalid' });
  expect(await hub.store.calls.get(call.callId)).toBeNull();
});
