import type { PhoneSnapshot, RegistrationState } from '../../../shared/domain/phone/phone-state.ts';
import { registrationFault } from '../../../shared/domain/seat/seat-checks.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Problems } from '../../host/problems.ts';

/**
 * Shows why calls cannot come in as a problem, for as long as that is so: the phone page cannot write into the log, and
 * the agent must read what to do. A new attempt leaves the problem as it is until it has succeeded.
 */
export function createPhoneProblems(
  problems: Problems,
): (phone: Pick<PhoneSnapshot, 'registration' | 'microphone' | 'lostCalls'>) => void {
  const show = (problemId: string, code: ErrorCode | null) => {
    if (code === null) problems.clear(problemId);
    else problems.raise({ problemId, code });
  };
  return ({ registration, microphone, lostCalls }) => {
    if (registration.kind !== 'connecting' && registration.kind !== 'registering')
      show('phone:registration', registrationFault(registration) ?? warningOf(registration));
    show('phone:microphone', microphone.kind === 'failed' ? microphone.code : null);
    if (!lostCalls) return problems.clear('phone:lostCalls');
    const detail = `${lostCalls.count}`;
    problems.raise({ problemId: 'phone:lostCalls', code: 'sip.callUnreadable', detail });
  };
}

const warningOf = (registration: RegistrationState): ErrorCode | null =>
  registration.kind === 'registered' ? (registration.warning ?? null) : null;
