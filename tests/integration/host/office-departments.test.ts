import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codeOf, signInAt } from '../../support/hub-client.ts';
import { assignIt, courseDepartment } from '../../support/course-ticket.ts';
import { departmentsAsked } from '../../support/departments-asked.ts';
import { aFullIntake } from '../../support/hub-values.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';

let desk: DeskWithHub;
beforeEach(async () => {
  desk = await startDeskWithHub({});
  await desk.signIn();
});
afterEach(() => desk.stop());

const put = async (seen: number, asked: ReturnType<typeof departmentsAsked>) => {
  const { client } = await signInAt(desk.hub.url(), '2001');
  return client.office.putDepartments({ seen, ...asked });
};
const version = () => desk.watch().state().departments?.version ?? 0;
it('a desk hears of the office’s departments, and works on with the last ones without the hub', async () => {
  const { departments, routes } = departmentsAsked(courseDepartment, { isActive: false });
  const open = routes.filter(({ leadId }) => leadId !== courseDepartment);
  await put(0, { departments, routes: open });
  await expect.poll(version).toBe(1);
  desk.setOnline(false);
  await desk.restart();
  expect(version()).toBe(1);
  await desk.signIn();

  const { tickets } = desk.desk();
  const { ticketId, ticketNo } = await tickets.newTicket();
  const of = { ticketId, ticketNo, call: null };
  const changes = { ...aFullIntake(), kind: 'help', categoryCode: 'drainage.cover' } as const;
  await tickets.carryOut({
    commandId: randomUUID(),
    command: { ...of, base: null, action: { kind: 'edit', changes } },
  });
  const giving = (leadId: string) =>
    tickets.carryOut({
      commandId: randomUUID(),
      command: { ...of, base: null, action: { ...assignIt, leadId } },
    });
  expect(await codeOf(giving(courseDepartment))).toBe('ticket.departmentClosed');
  expect((await giving('division.works')).handler).toBe('市水务局规建处');
});
