import { hangUpCommand } from '../../../shared/domain/calls/call-acts.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import { callToAnswer, currentCall } from '../../../shared/domain/seat/current-call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import type { PhoneCommand } from '../../../shared/domain/phone/phone-state.ts';
import type { Control, HeadsetLights, HeadsetReport } from './headset-layout.ts';

/** The calls as a headset with one hook and one mute button sees them. */
export interface HeadsetCalls {
  readonly alerting: CallId | null;
  /** Who is talked to, waited for or held: hanging up ends this one. */
  readonly engaged: CallId | null;
  readonly muted: boolean;
  /** What hanging up asks for when more than ending `engaged`: a consultation gives the citizen back. */
  readonly hangUp?: PhoneCommand | undefined;
}

export interface HeadsetState {
  readonly calls: HeadsetCalls;
  readonly lights: HeadsetLights;
  /** When the off-hook light last changed. Headsets answer to that with a report of their own. */
  readonly hookLightAt: number;
  /** What the buttons last reported: a report speaks of all of them, only a change is a finger. */
  readonly last: Required<HeadsetReport>;
}

export type HeadsetEvent =
  | { readonly kind: 'calls'; readonly calls: HeadsetCalls; readonly at: number }
  | { readonly kind: 'report'; readonly report: HeadsetReport; readonly at: number };

export interface HeadsetButtonsKinds {
  readonly hookSwitch: Control['kind'];
  readonly phoneMute: Control['kind'] | null;
}

export const idleHeadset: HeadsetState = {
  calls: { alerting: null, engaged: null, muted: false },
  lights: { offHook: false, ring: false, mute: false },
  hookLightAt: -Infinity,
  last: { hookSwitch: false, phoneMute: false },
};

/** A report of the hook this soon after the light has changed is the headset's echo, nobody's finger. Milliseconds. */
const echoMs = 500;

/** Next state, with the command that a button asks for. Lights follow the calls, never the buttons. */
export function reduceHeadset(
  state: HeadsetState,
  event: HeadsetEvent,
  kinds: HeadsetButtonsKinds,
): { readonly state: HeadsetState; readonly command: PhoneCommand | null } {
  if (event.kind === 'report') {
    return {
      state: { ...state, last: { ...state.last, ...event.report } },
      command: hookCommand(state, event, kinds) ?? muteCommand(state, event, kinds),
    };
  }
  const { calls, at } = event;
  const lights: HeadsetLights = {
    // On hold it stays off-hook: some headsets hang up when this light goes out.
    offHook: calls.engaged !== null,
    ring: calls.alerting !== null && calls.engaged === null,
    mute: calls.engaged !== null && calls.muted,
  };
  const hookLightAt = lights.offHook === state.lights.offHook ? state.hookLightAt : at;
  return { state: { ...state, calls, lights, hookLightAt }, command: null };
}

/** What a headset is told of all calls. The second of two callers waits: the button ends the first. */
export function headsetCalls(calls: readonly CallView[]): HeadsetCalls {
  const current = currentCall(calls);
  const engaged = current?.state === 'alerting' ? null : current;
  const hangUp = engaged === null ? null : hangUpCommand(calls);
  return {
    alerting: callToAnswer(calls)?.callId ?? null,
    engaged: engaged?.callId ?? null,
    muted: engaged?.muted ?? false,
    ...(hangUp ? { hangUp } : {}),
  };
}

type ReportEvent = Extract<HeadsetEvent, { readonly kind: 'report' }>;

function hookCommand(
  { calls, hookLightAt, last }: HeadsetState,
  { report, at }: ReportEvent,
  { hookSwitch }: HeadsetButtonsKinds,
): PhoneCommand | null {
  const value = report.hookSwitch;
  if (!isFinger(hookSwitch, value, last.hookSwitch) || at - hookLightAt < echoMs) return null;
  if (calls.engaged === null)
    return value && calls.alerting !== null ? { kind: 'answer', callId: calls.alerting } : null;
  const putsOn = hookSwitch === 'button' || !value;
  return putsOn ? (calls.hangUp ?? { kind: 'hangUp', callId: calls.engaged }) : null;
}

function muteCommand(
  { calls, last }: HeadsetState,
  { report }: ReportEvent,
  { phoneMute }: HeadsetButtonsKinds,
): PhoneCommand | null {
  const value = report.phoneMute;
  if (calls.engaged === null || !isFinger(phoneMute, value, last.phoneMute)) return null;
  const muted = phoneMute === 'switch' ? value === true : !calls.muted;
  return muted === calls.muted ? null : { kind: 'mute', callId: calls.engaged, muted };
}

/** A switch counts when it changes, a button each time that it reports a press. */
function isFinger(kind: Control['kind'] | null, value: boolean | undefined, last: boolean) {
  if (value === undefined || kind === null) return false;
  return kind === 'switch' ? value !== last : value;
}
