import { createStore } from 'zustand/vanilla';
import { emergencyTarget } from '../../../shared/domain/calls/dial-plan.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { Partner } from '../../../shared/domain/phone/call-settings.ts';
import { isRunning, linesOf } from '../../../shared/domain/seat/current-call.ts';
import { sendableTicketNo } from '../../../shared/domain/tickets/ticket-no.ts';
import { type FeatureDeps } from '../../parts/desk-context.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskStore } from '../../stores/desk-store.ts';

/** So long a key pressed by mistake can be taken back. Milliseconds. */
export const emergencyDelayMs = 3000;

export interface EmergencyState {
  /** `null` = nobody has asked. `dialAt`: epoch milliseconds. */
  readonly stage:
    | null
    | {
        readonly kind: 'counting';
        readonly who: Partner;
        readonly dialAt: number;
        readonly citizenId: CallId;
      }
    | {
        readonly kind: 'calling';
        readonly who: Partner;
        readonly citizenId: CallId;
        readonly consultId: CallId;
      }
    /** Nobody is called: the citizen for whom it was asked was no longer spoken with. Stays until it is put away, or nobody is spoken with. */
    | { readonly kind: 'dropped'; readonly who: Partner };
  /** The key: counts down first, dials at once when it is pressed again. Nothing without a citizen to talk with. */
  press(): void;
  cancel(): void;
}

type EmergencyDeps = Pick<FeatureDeps, 'clock' | 'schedule' | 'createId'>;

/** 110 as a third party by one key: called as a consultation, and joined as soon as it answers (ADR 0221). */
export function createEmergencyStore(deps: EmergencyDeps, desk: DeskStore) {
  let cancelTimer = () => {};
  const store = createStore<EmergencyState>()((set, get) => ({
    stage: null,
    press: () => {
      const { stage } = get();
      if (stage?.kind === 'counting') return dial();
      const asked = stage?.kind === 'calling' ? null : whomToCall(desk);
      if (!asked) return;
      set({ stage: { kind: 'counting', ...asked, dialAt: deps.clock.now() + emergencyDelayMs } });
      cancelTimer = deps.schedule(dial, emergencyDelayMs);
    },
    cancel: () => {
      cancelTimer();
      if (get().stage?.kind !== 'calling') set({ stage: null });
    },
  }));
  const dial = () => {
    cancelTimer();
    const { stage } = store.getState();
    const asked = whomToCall(desk);
    if (stage?.kind !== 'counting') return;
    const { who, citizenId } = stage;
    if (asked?.citizenId !== citizenId) {
      const { calls = [] } = desk.getState().desk?.phone ?? {};
      const isOn = calls.some((call) => call.callId === citizenId && isRunning(call));
      // That she has hung up is told as every other end is.
      return store.setState({ stage: isOn ? { kind: 'dropped', who } : null });
    }
    const consultId = deps.createId();
    store.setState({ stage: { kind: 'calling', who, citizenId, consultId } });
    void desk.getState().command({
      kind: 'dial',
      callId: consultId,
      number: who.number,
      ticketNo: asked.ticketNo,
      consultFor: citizenId,
    });
  };
  /** Joins as soon as somebody is there; a call that comes to nothing is told as every other one is. */
  const follow = () => {
    const { stage } = store.getState();
    const { desk: state, failure } = desk.getState();
    if (stage?.kind === 'dropped' && !state?.phone.calls.some(isRunning))
      return store.setState({ stage: null });
    if (stage?.kind !== 'calling' || !state) return;
    const { citizenId, consultId } = stage;
    const { calls } = state.phone;
    const isOn = (callId: CallId) => calls.some((one) => one.callId === callId && isRunning(one));
    const consult = calls.find(({ callId }) => callId === consultId);
    if (consult?.state === 'ended' || !isOn(citizenId) || (!consult && failure?.kind === 'dial'))
      return store.setState({ stage: null });
    if (!consult || consult.answeredAt === null) return;
    store.setState({ stage: null });
    void desk
      .getState()
      .command({ kind: 'conference', callId: citizenId, consultCallId: consultId });
  };
  desk.subscribe(follow);
  return store;
}

/** One for the desk. */
export const emergencyStore = featureStore(({ deps, desk }) => createEmergencyStore(deps, desk));

/** Whom, and for which citizen: one who has been answered, while nobody else is being asked. */
function whomToCall(desk: DeskStore) {
  const state = desk.getState().desk;
  if (!state?.calling || !state.phoneConnected) return null;
  const who = emergencyTarget(state.calling);
  const { current, consultation } = linesOf(state.phone.calls);
  if (!who || !current || consultation || current.purpose !== 'plain') return null;
  if (current.answeredAt === null || current.transferring) return null;
  return { who, citizenId: current.callId, ticketNo: sendableTicketNo(current.ticketNo) };
}
