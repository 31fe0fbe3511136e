import type { DeskEvent } from '../../../shared/contract/desk/schemas.ts';
import type { DeskFace } from '../../../shared/contract/phone-host.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import type { CallId } from '../../../shared/domain/ids.ts';
import {
  type PhoneConfig,
  type PhoneSnapshot,
  idlePhone,
} from '../../../shared/domain/phone/phone-state.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import { callSettingsOf, phoneConfigOf } from '../../config/desk-config.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import type { Area, HostCore } from '../../host/host-core.ts';
import { createPhoneProblems } from './phone-problems.ts';
import { type PhoneSwitchboard, createPhoneSwitchboard } from './phone-switchboard.ts';

export interface PhoneArea extends Area, Omit<PhoneSwitchboard, 'setConfig' | 'close'> {
  /** Loudness now, to every desk page. */
  levels(levels: Extract<DeskEvent, { kind: 'levels' }>['levels']): void;
  /** Agent and seat as they are, then each change of them. */
  faces(signal: AbortSignal | undefined): AsyncGenerator<DeskFace>;
}

/** The one phone page, and what everybody hears of it. */
export function createPhoneArea(core: HostCore): PhoneArea {
  const { newId, timers, deskState, problems, loaded, signals } = core;
  const showProblems = createPhoneProblems(problems);
  const own = createOwnCalls();
  const phone = createPhoneSwitchboard({
    newId,
    timers,
    onSnapshot: (snapshot) => void signals.snapshot.emit(own.of(snapshot)),
    onConnected: (phoneConnected) => {
      deskState.update(phoneConnected ? { phoneConnected } : { phoneConnected, phone: idlePhone });
      if (phoneConnected) return;
      showProblems(idlePhone);
      signals.phoneAway.emit();
    },
    onGone: () => void signals.phoneGone.emit(),
  });
  signals.snapshot.on('phone', (snapshot) => {
    deskState.update({ phone: snapshot });
    showProblems(snapshot);
  });
  signals.user.on('phone', ({ user }) => {
    deskState.update({ phone: own.begin(deskState.current().phone) });
    phone.setConfig(phoneConfigFor(user, loaded));
  });
  deskState.update({ calling: loaded.config.pbx ? callSettingsOf(loaded.config.pbx) : null });
  return {
    ...phone,
    levels: (levels) => deskState.tell({ kind: 'levels', levels }),
    async *faces(signal) {
      let told = '';
      for await (const event of deskState.watch(signal)) {
        if (event.kind !== 'state') continue;
        const { agent, seat } = event.state;
        const text = JSON.stringify({ agent, seat });
        if (text !== told) yield { agent, seat };
        told = text;
      }
    },
  };
}

/**
 * The phone page shows a call a few seconds longer than it lasts. To whoever signs in meanwhile it is nothing: no end to be told
 * of, no work after it.
 */
function createOwnCalls() {
  let told: readonly CallView[] = [];
  let ofBefore: ReadonlySet<CallId> = new Set();
  const own = (snapshot: PhoneSnapshot): PhoneSnapshot => ({
    ...snapshot,
    calls: snapshot.calls.filter(({ callId }) => !ofBefore.has(callId)),
  });
  return {
    /** Somebody else works here now: what is left of `shown`. */
    begin(shown: PhoneSnapshot): PhoneSnapshot {
      const ended = told.filter(({ state }) => state === 'ended');
      ofBefore = new Set(ended.map(({ callId }) => callId));
      return own(shown);
    },
    of(snapshot: PhoneSnapshot): PhoneSnapshot {
      told = snapshot.calls;
      return own(snapshot);
    },
  };
}

/** The account to register with, once somebody is signed in who takes calls and the configuration is complete. */
function phoneConfigFor(user: User | null, { config, secret }: LoadedConfig): PhoneConfig | null {
  if (user === null || user.role === 'admin' || config.pbx === null || secret === null) return null;
  return phoneConfigOf(config.pbx, secret, user.displayName);
}
