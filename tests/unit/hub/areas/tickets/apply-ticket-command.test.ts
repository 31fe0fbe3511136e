import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { submitCommand } from '../../../../../src/hub/areas/commands/submit-command.ts';
import type { SignedIn } from '../../../../../src/hub/areas/session/authenticate.ts';
import { applyTicketCommand } from '../../../../../src/hub/areas/tickets/apply-ticket-command.ts';
import type {
  HubCommandResult,
  HubTicketCommand,
} from '../../../../../src/shared/contract/commands/schemas.ts';
import { emptyIntake } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';
import { aFullIntake, aKeptSave, aTicketSave } from '../../../../support/hub-values.ts';

const ticketNo = 'SW20260612-1001-001';
const intake = aFullIntake();

describe('a ticket command at the hub', () => {
  let hub: Awaited<ReturnType<typeof openHubInMemory>>;
  let agent: SignedIn;
  let told: number;
  const ticketId = randomUUID();
  beforeEach(async () => {
    hub = await openHubInMemory();
    agent = await hub.signedIn('1001');
    told = 0;
  });
  const submit = (
    command: HubTicketCommand,
    { who = agent, commandId = randomUUID() as string } = {},
  ): Promise<HubCommandResult> =>
    submitCommand({ ...hub, changes: { notify: () => void (told += 1) } as never }, who, {
      commandId,
      command,
    });
  const save = (changes: Parameters<typeof aTicketSave>[1] = {}) =>
    aTicketSave(ticketId, { ticketNo, at: hub.clock.now(), changes: intake, ...changes });
  const kept = () => hub.store.tickets.get(ticketId);

  it('is kept, told to the watchers, linked to its call and written into the feed', async () => {
    const callId = randomUUID();
    const context = hub.contextOf(agent);
    const made = await applyTicketCommand(context, save({ call: { callId, recordingId: null } }));
    expect(made).toEqual({
      answer: { kind: 'accepted' },
      seq: 1,
      made: { revision: 1, countedAt: hub.clock.now() },
    });
    expect(await hub.store.calls.ticketsOf([callId])).toMatchObject([{ ticketNo }]);
    expect(
      await submit(save({ base: { revision: 1, intake }, changes: { address: '二号' } })),
    ).toEqual({
      kind: 'accepted',
    });
    expect(told).toBe(1);
    expect((await kept())?.revision).toBe(2);
  });

  it('that is refused is answered with the ticket as it is, told to nobody, and the same again later', async () => {
    await submit(save());
    const before = await kept();
    const commandId = randomUUID();
    const late = save({ base: { revision: 9, intake: emptyIntake } });
    const answer = await submit(late, { commandId });
    expect(answer).toEqual({ kind: 'refused', code: 'ticket.conflict', ticket: before });
    expect(await submit(late, { commandId })).toEqual(answer);
    expect(await kept()).toEqual(before);
    expect(told).toBe(1);
  });

  it('with the number of another ticket is refused for now: the same command may come with another one', async () => {
    await submit(save());
    const commandId = randomUUID();
    const second = aTicketSave(randomUUID(), { ticketNo, at: hub.clock.now() });
    expect(await submit(second, { commandId })).toMatchObject({ code: 'ticket.numberTaken' });
    const renumbered = { ...second, ticketNo: 'SW20260612-1001-002' };
    expect(await submit(renumbered, { commandId })).toEqual({ kind: 'accepted' });
  });

  it('counts as done when the desk says, not before the ticket’s last change nor the agent’s own last command', async () => {
    const began = hub.clock.now();
    hub.advance(60_000);
    const countedAt = async (command: HubTicketCommand) => {
      await submit(command);
      return hub.store.commands.lastCountedAt(agent.deskId, agent.user.userId);
    };
    expect(await countedAt(save({ at: began + 5 }))).toBe(began + 5);
    const next = (at: number, revision: number) =>
      save({ at, base: { revision, intake }, changes: { address: `路 ${revision} 号` } });
    expect(await countedAt(next(began + 4, 1))).toBe(hub.clock.now());
    const elsewhere = aTicketSave(randomUUID(), { at: began + 5 });
    expect(await countedAt(elsewhere)).toBe(hub.clock.now());
  });
});

describe('a whole form of release 0.1.0', () => {
  let hub: Awaited<ReturnType<typeof openHubInMemory>>;
  let agent: SignedIn;
  let other: SignedIn;
  const ticketId = randomUUID();
  beforeEach(async () => {
    hub = await openHubInMemory();
    agent = await hub.signedIn('1001');
    other = await hub.signedIn('1002');
    await send(aKeptSave(ticketId, { ticketNo }));
  });
  const send = (command: HubTicketCommand, who = agent) =>
    submitCommand({ ...hub, changes: { notify: () => undefined } as never }, who, {
      commandId: randomUUID(),
      command,
    });
  const form = (address: string, baseRevision?: number | null) => {
    const { baseRevision: _, ...rest } = aKeptSave(ticketId, {
      ticketNo,
      intake: { ...aFullIntake(), address },
    }) as Extract<HubTicketCommand, { kind: 'ticketSave' }>;
    return (baseRevision === undefined ? rest : { ...rest, baseRevision }) as HubTicketCommand;
  };

  it('is taken over the revision on which it was written, and over no other', async () => {
    expect(await send(form('一号', 1), other)).toEqual({ kind: 'accepted' });
    expect(await send(form('二号', 1))).toMatchObject({ code: 'ticket.conflict' });
    expect(await send(form('二号', 2))).toEqual({ kind: 'accepted' });
  });

  it('without a base is taken only where the last change is the desk’s own', async () => {
    expect(await send(form('一号'), other)).toMatchObject({ code: 'ticket.conflict' });
    expect(await send(form('一号'))).toEqual({ kind: 'accepted' });
    expect(await send(form('二号', 2), other)).toEqual({ kind: 'accepted' });
    expect(await send(form('三号'))).toMatchObject({ code: 'ticket.conflict' });
    expect(await send(form('三号'), other)).toEqual({ kind: 'accepted' });
  });
});
