import { type PhoneSnapshot, idlePhone } from '../../../shared/domain/phone/phone-state.ts';
import type { createConnection } from '../hub-link/hub-link-area.ts';
import type { ServiceParts } from '../../areas.ts';
import { createCallProblems } from './call-problems.ts';
import { createCallRecords } from './call-records.ts';
import { createMissedCalls } from './missed-calls.ts';
import { createPhoneProblems } from '../phone/phone-problems.ts';
import { createPhoneSwitchboard } from '../phone/phone-switchboard.ts';
import { createScreenPop } from '../desk/screen-pop.ts';

/** What happens when a phone page tells something: screen pop, state, records, problems. */
export function createCalls(
  parts: ServiceParts & {
    readonly connection: ReturnType<typeof createConnection>;
    /** The agent's state follows the calls. */
    readonly onSnapshot: (snapshot: PhoneSnapshot) => void;
  },
) {
  const { host, store, deskState, problems, inBackground, connection } = parts;
  const { clock, timers, newId } = host;
  const missed = createMissedCalls({
    calls: store.calls,
    tickets: store.tickets,
    clock,
    inBackground,
    onMissed: (calls) => deskState.update({ missed: calls }),
  });
  const callRecords = createCallRecords({
    calls: store.calls,
    tickets: store.tickets,
    enqueue: connection.outbox.enqueue,
    clock,
    workNo: () => connection.session.user()?.workNo ?? '',
    onChanged: () => {
      deskState.tell({ kind: 'callsChanged' });
      missed.refresh();
    },
    inBackground,
  });
  const pop = createScreenPop({
    tickets: store.tickets,
    clock,
    inBackground,
    onPop: (next) => deskState.update({ pop: next }),
  });
  const callProblems = createCallProblems(problems, timers);
  const showPhoneProblems = createPhoneProblems(problems);
  const phone = createPhoneSwitchboard({
    newId,
    timers,
    onSnapshot: (snapshot) => {
      // The look-up first: it is what the agent waits for.
      const lookUps = pop.handleSnapshot(snapshot);
      if (lookUps) deskState.hold(lookUps);
      deskState.update({ phone: snapshot });
      callRecords.handleSnapshot(snapshot);
      missed.handleSnapshot(snapshot);
      callProblems.handleSnapshot(snapshot);
      showPhoneProblems(snapshot);
      parts.onSnapshot(snapshot);
    },
    onConnected: (phoneConnected) => {
      deskState.update(phoneConnected ? { phoneConnected } : { phoneConnected, phone: idlePhone });
      if (phoneConnected) return;
      showPhoneProblems(idlePhone);
      callProblems.handlePhoneAway();
    },
    onGone() {
      callRecords.handlePhoneGone();
      parts.onSnapshot(idlePhone);
    },
  });
  return { phone, pop, callRecords, missed };
}
