import { describe, expect, it } from 'vitest';
import {
  createDepartmentStore,
  hasTyped,
} from '../../../../src/renderer/department/department-store.ts';
import type { HubCalls } from '../../../../src/renderer/page/hub-calls.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import type { DepartmentAct } from '../../../../src/shared/contract/department/schemas.ts';
import { departmentView } from '../../../../src/shared/domain/tickets/department-view.ts';
import type { ErrorCode } from '../../../../src/shared/error-codes.ts';
import { assignIt, courseDepartment, takeCourse } from '../../../support/course-ticket.ts';

/** A hub with one ticket that notes each act, and fails as it is told to. */
function aHub() {
  const course = takeCourse();
  const view = departmentView(course.take('lead', assignIt), courseDepartment);
  if (view === null) throw new Error('it is the department’s');
  const acts: DepartmentAct[] = [];
  let failing: ErrorCode | null = null;
  let refusing: ErrorCode | null = null;
  const counts = { toSign: 1, inHandling: 0, withDesk: 0, done: 0 };
  const api = {
    list: async () => ({ items: [view], counts, now: 5000 }),
    get: async () => view,
    figures: async ({ month }: { readonly month: string }) => ({ month }),
    act: async (asked: DepartmentAct) => {
      acts.push(asked);
      return refusing ? { kind: 'refused', code: refusing } : { kind: 'accepted' };
    },
    numberShown: async () => ({
      requesterName: '样例名',
      requesterNumber: '19900000123',
      address: '',
      content: '',
    }),
  };
  const hub: HubCalls = {
    signIn: async () => ({
      user: {
        userId: view.ticketId,
        workNo: '5001',
        displayName: '经办一',
        role: 'department',
        departmentId: courseDepartment,
      },
    }),
    changePassword: async () => undefined,
    enrol: async () => ({ secret: '', uri: '' }),
    signOut: async () => undefined,
    files: {
      begin: async () => ({ nextByte: 0, mediaType: null }),
      put: async () => ({ nextByte: 0, mediaType: null }),
      read: async () => ({ bytes: '', nextByte: null }),
    },
    async ask(call) {
      const result = await call({ department: api } as never);
      if (failing) throw new AppError(failing);
      return result;
    },
  };
  let made = 0;
  const store = createDepartmentStore({
    hub,
    now: () => 1000,
    createId: () => `id ${(made += 1)}`,
  });
  return {
    store,
    acts,
    ticketId: view.ticketId,
    fail: (code: ErrorCode | null) => void (failing = code),
    refuse: (code: ErrorCode | null) => void (refusing = code),
    begun: async () => {
      await store.getState().signIn({ workNo: '5001', password: 'x' });
      await store.getState().open(view.ticketId);
      store.getState().begin('message');
      store.getState().type({ text: '今晚施工' });
    },
  };
}

describe('what the departments’ page knows', () => {
  it('counts by the hub’s clock', async () => {
    const { store } = aHub();
    await store.getState().signIn({ workNo: '5001', password: 'x' });
    store.getState().tick();
    expect(store.getState().now).toBe(5000);
  });

  it('sends what is typed once more as the same command after a lost answer, and then no more', async () => {
    const hub = aHub();
    await hub.begun();
    hub.fail('ipc.disconnected');
    await hub.store.getState().take('message');
    expect(hub.store.getState().failure?.code).toBe('ipc.disconnected');
    expect(hasTyped(hub.store.getState())).toBe(true);
    hub.fail(null);
    await hub.store.getState().take('message');
    const [first, second] = hub.acts;
    expect(second).toEqual(first);
    expect(hasTyped(hub.store.getState())).toBe(false);
    expect(hub.store.getState().act).toBeNull();
  });

  it('keeps what was refused, and sends it as another command', async () => {
    const hub = aHub();
    await hub.begun();
    hub.refuse('ticket.stepNotNow');
    await hub.store.getState().take('message');
    expect(hub.store.getState().failure?.code).toBe('ticket.stepNotNow');
    await hub.store.getState().take('message');
    const [first, second] = hub.acts;
    expect(second?.action).toEqual(first?.action);
    expect(second?.commandId).not.toBe(first?.commandId);
  });

  it('shows the month that was chosen last, also while another is still being read', async () => {
    const { store, ticketId, begun } = aHub();
    await begun();
    const { lookAt, show, open } = store.getState();
    await Promise.all([lookAt('2026-05'), lookAt('2026-04')]);
    await expect.poll(() => store.getState().figures).toEqual({ month: '2026-04' });
    // List and ticket that are looked at while something is sent are not left out.
    await Promise.all([store.getState().take('message'), show('done'), open(ticketId)]);
    await expect.poll(() => store.getState().list).not.toBeNull();
    await expect.poll(() => store.getState().ticket).not.toBeNull();
    expect(store.getState().isBusy).toBe(false);
  });

  it('keeps what is typed for one ticket while another is looked at', async () => {
    const hub = aHub();
    await hub.begun();
    await hub.store.getState().open(null);
    expect(hasTyped(hub.store.getState())).toBe(true);
  });

  it('covers the citizen again with the next ticket, and forgets all with the session', async () => {
    const hub = aHub();
    await hub.begun();
    await hub.store.getState().showCitizen();
    expect(hub.store.getState().citizen?.requesterNumber).toBe('19900000123');
    await hub.store.getState().open(hub.ticketId);
    expect(hub.store.getState().citizen).toBeNull();
    hub.fail('hub.sessionExpired');
    await hub.store.getState().show('done');
    expect(hub.store.getState()).toMatchObject({ user: null, ticket: null, list: null });
    expect(hasTyped(hub.store.getState())).toBe(false);
    expect(hub.store.getState().failure?.code).toBe('hub.sessionExpired');
  });
});
