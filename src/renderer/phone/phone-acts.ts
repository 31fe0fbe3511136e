import { AppError } from '../../shared/app-error.ts';
import type { CallSettings } from '../../shared/domain/phone/call-settings.ts';
import type { CallView } from '../../shared/domain/calls/call.ts';
import { isEmergencyNumber, planNumber } from '../../shared/domain/calls/dial-plan.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneCommand } from '../../shared/domain/phone/phone-state.ts';
import { isAgentHeld } from '../../shared/domain/calls/call.ts';
import type { Phone, TransferOrder } from '../../telephony/core/phone.ts';

/** Commands that are about the seat, not about calls. */
export interface SeatActs {
  setAudio(settings: Extract<PhoneCommand, { kind: 'setAudio' }>['settings']): Promise<void>;
  tryRinger(): Promise<void>;
  /** Tells the microphone's loudness for ten seconds. */
  watchMicrophone(): Promise<void>;
  /** Runs all self-tests; rejects with the code of the first that failed. */
  proveSeat(): Promise<void>;
}

export interface PhoneActsDeps {
  readonly phone: Phone;
  /** As they are now, ended ones too. */
  readonly calls: () => readonly CallView[];
  /** Of the account in use; the last one while nobody is signed in. */
  readonly calling: () => CallSettings;
  readonly silence: (callId: CallId) => void;
  /** `null` where this page has no such part: the command then fails with `phone.notConfigured`. */
  readonly seat: SeatActs | null;
  /** `[0, 1)` */
  readonly random: () => number;
  readonly newCallId: () => CallId;
}

/** Carries out commands that `whyNotAllowed` has let pass. Rejects with the code of what went wrong. */
export function createPhoneActs(deps: PhoneActsDeps): (command: PhoneCommand) => Promise<void> {
  const { phone, calling } = deps;
  const others = createOthers(deps);

  const planned = (number: string): string => {
    const plan = planNumber(calling().dialPlan, number);
    if (plan.kind === 'forbidden') throw new AppError('phone.numberForbidden');
    return plan.dialString;
  };
  const dial = async (command: Extract<PhoneCommand, { kind: 'dial' }>) => {
    const dialString = planned(command.number);
    const holding = others.hold([]);
    await (isEmergencyNumber(calling().dialPlan, command.number)
      ? holding.catch(() => undefined)
      : holding);
    const { callId, number, ticketNo, consultFor } = command;
    const dialled = phone.dial({
      callId,
      number,
      dialString,
      ticketNo,
      purpose: consultFor === undefined ? 'plain' : 'consult',
      servesCallId: consultFor ?? null,
    });
    // A leg that has begun brings the citizen back at its end (`commandAfterEnd`); one that never began has no end.
    const hasBegun = deps.calls().some((call) => call.callId === callId);
    if (consultFor === undefined || hasBegun) return dialled;
    await dialled.catch(async (error: unknown) => {
      await others.retrieve(consultFor).catch(() => undefined);
      throw error;
    });
  };
  const transfer = (
    callId: CallId,
    number: string,
    how: { dialString: string; reason: TransferOrder['reason'] },
  ) => {
    const { dialString, reason } = how;
    return phone.transfer({ callId, target: { kind: 'number', number, dialString }, reason });
  };
  const toSurvey = async (callId: CallId) => {
    const number = calling().surveyNumber;
    if (number === null) throw new AppError('phone.notConfigured');
    await transfer(callId, number, { dialString: number, reason: 'toSurvey' });
  };
  const cancelConsult = async (callId: CallId, consultCallId: CallId) => {
    if (others.running(consultCallId)) await phone.hangUp(consultCallId);
    const call = others.running(callId);
    if (call && isAgentHeld(call)) await others.retrieve(callId);
  };

  return async (command) => {
    switch (command.kind) {
      case 'dial':
        return dial(command);
      case 'answer':
        await others.hold([command.callId]);
        return phone.answer(command.callId);
      case 'decline':
        return phone.decline(command.callId);
      case 'silence':
        return deps.silence(command.callId);
      case 'hangUp':
        return phone.hangUp(command.callId);
      case 'mute':
        return phone.setMuted(command.callId, command.muted);
      case 'hold':
        return phone.hold(command.callId);
      case 'retrieve':
        return others.retrieve(command.callId);
      case 'sendDtmf':
        return phone.sendDtmf(command.callId, command.digits);
      case 'transfer':
        return transfer(command.callId, command.number, {
          dialString: planned(command.number),
          reason: 'transferred',
        });
      case 'toSurvey':
        return toSurvey(command.callId);
      case 'completeTransfer':
        return phone.transfer({
          callId: command.callId,
          target: { kind: 'call', callId: command.consultCallId },
          reason: 'transferred',
        });
      case 'cancelConsult':
        return cancelConsult(command.callId, command.consultCallId);
      case 'conference':
        return startConference(deps, command);
      case 'tellPbx':
        return phone.tell(command.code);
      case 'wake':
        return phone.wake();
      case 'setAudio':
        return seatOf(deps).setAudio(command.settings);
      case 'tryRinger':
        return seatOf(deps).tryRinger();
      case 'watchMicrophone':
        return seatOf(deps).watchMicrophone();
      case 'proveSeat':
        return seatOf(deps).proveSeat();
    }
  };
}

interface ConferenceOrder {
  readonly callId: CallId;
  readonly consultCallId: CallId;
}

/**
 * Three parties. In a room of the PBX: the expert goes first, so that a refusal leaves the citizen as she was; the citizen
 * follows, and the desk dials in. Without a room both calls are taken back and mixed here.
 */
async function startConference(
  { phone, calling, random, newCallId, calls }: PhoneActsDeps,
  { callId, consultCallId }: ConferenceOrder,
): Promise<void> {
  const { conference } = calling();
  if (conference.kind === 'local') {
    await phone.retrieve(consultCallId);
    await phone.retrieve(callId);
    return phone.join(callId, consultCallId);
  }
  const room = `${conference.prefix}${String(Math.floor(random() * 10_000)).padStart(4, '0')}`;
  const citizen = calls().find((call) => call.callId === callId);
  if (!citizen) throw new AppError('phone.noSuchCall');
  const target = { kind: 'number', number: room, dialString: room } as const;
  await phone.transfer({ callId: consultCallId, target, reason: 'merged' });
  await phone.transfer({ callId, target, reason: 'merged' });
  await phone.dial({
    callId: newCallId(),
    number: room,
    dialString: room,
    ticketNo: citizen.ticketNo,
    purpose: 'conference',
    servesCallId: callId,
  });
}

function seatOf({ seat }: PhoneActsDeps): SeatActs {
  if (!seat) throw new AppError('phone.notConfigured');
  return seat;
}

/** One citizen at a time: whoever talks waits before another one is taken. */
function createOthers({ phone, calls }: PhoneActsDeps) {
  const running = (callId: CallId) =>
    calls().find((call) => call.callId === callId && call.state !== 'ended') ?? null;
  /** Holds everybody who talks, but for `spared`. What was held is taken back when one of them cannot be held. */
  const hold = async (spared: readonly CallId[]): Promise<void> => {
    const talking = calls().filter((call) => isTalking(call) && !spared.includes(call.callId));
    const held: CallId[] = [];
    try {
      for (const { callId } of talking) {
        await phone.hold(callId);
        held.push(callId);
      }
    } catch (error) {
      await Promise.allSettled(held.map((callId) => phone.retrieve(callId)));
      throw error;
    }
  };
  return {
    running,
    hold,
    /** With its partner when it is part of a conference mixed here. */
    async retrieve(callId: CallId): Promise<void> {
      const partner = running(callId)?.joinedWith ?? null;
      const wanted = partner === null ? [callId] : [callId, partner];
      await hold(wanted);
      for (const one of wanted) await phone.retrieve(one);
    },
  };
}

function isTalking(call: CallView): boolean {
  return call.state !== 'ended' && call.answeredAt !== null && !isAgentHeld(call);
}
