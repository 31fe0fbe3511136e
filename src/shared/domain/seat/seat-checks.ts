import type { CallSettings } from '../phone/call-settings.ts';
import type { PhoneSnapshot, Proof, RegistrationState } from '../phone/phone-state.ts';
import type { User } from '../session/user.ts';
import type { ErrorCode } from '../../error-codes.ts';

/** What is checked of a seat, in no order. */
export const seatCheckNames = [
  'registration',
  'microphone',
  'ringer',
  'recorder',
  'disk',
  'testRing',
] as const;
export type SeatCheckName = (typeof seatCheckNames)[number];

/** One of the things that must have been proven within the last minute before a call can be taken here. */
export interface SeatCheck {
  readonly name: SeatCheckName;
  /** `idle`: nothing is being tried; `open`: nothing known yet; `stale`: proven, but too long ago. */
  readonly state: 'ok' | 'idle' | 'open' | 'stale' | 'failed';
  /** When it was last looked at; `null` = never. */
  readonly at: number | null;
  readonly code: ErrorCode | null;
}

/** Why this seat cannot take a call just now: known to be broken, or not proven. */
export type SeatReason =
  | { readonly kind: 'code'; readonly name: SeatCheckName; readonly code: ErrorCode }
  | { readonly kind: 'idle' | 'open' | 'stale'; readonly name: SeatCheckName };

/** What the host knows of its desk that the checks look at. */
export interface SeatFacts {
  readonly user: Pick<User, 'role'> | null;
  readonly phone: PhoneSnapshot;
  readonly phoneConnected: boolean;
  readonly calling: CallSettings | null;
  /** `null` while its free space is not known. */
  readonly disk: { readonly enough: boolean; readonly checkedAt: number } | null;
  readonly problems: readonly { readonly problemId: string; readonly code: ErrorCode }[];
}

/** A proof counts for this long. Milliseconds. */
export const goodForMs = 60_000;

/** All checks of the desk, in the order in which they are told. */
export function seatChecks(desk: SeatFacts, now: number): readonly SeatCheck[] {
  const away = desk.phoneConnected ? null : 'phone.notConnected';
  const noAccount = whyNoAccount(desk);
  const recorderFault = desk.problems.find(isRecordingProblem)?.code ?? null;
  return [
    ...phoneChecks(desk.phone, desk.calling, now).map((check) => {
      if (check.name === 'registration' && away) return failed(check.name, away);
      if (check.state === 'idle' && noAccount) return failed(check.name, noAccount);
      return check.name === 'recorder' && recorderFault
        ? failed(check.name, recorderFault, check.at)
        : check;
    }),
    diskCheck(desk.disk, now),
  ];
}

/** What the phone page knows of by itself; the test ring only where the PBX has one. */
export function phoneChecks(
  phone: PhoneSnapshot,
  calling: Pick<CallSettings, 'testRingNumber'> | null,
  now: number,
): readonly SeatCheck[] {
  const { microphone, proofs } = phone;
  const hasTestRing = calling !== null && calling.testRingNumber !== null;
  return [
    registrationCheck(phone, now),
    microphone.kind === 'failed'
      ? failed('microphone', microphone.code, now)
      : checkOf('microphone', proofs.microphone, now),
    checkOf('ringer', proofs.ringer, now),
    checkOf('recorder', proofs.recorder, now),
    // It rang once after sign-in: that stays true for as long as the registration is proven.
    ...(hasTestRing || proofs.testRing.kind !== 'unknown'
      ? [
          checkOf(
            'testRing',
            proofs.testRing,
            proofs.testRing.kind === 'ok' ? proofs.testRing.at : now,
          ),
        ]
      : []),
  ];
}

/** The first check that is not good. A test ring that is still on its way keeps nobody from taking calls. */
export function firstReason(checks: readonly SeatCheck[]): SeatReason | null {
  const bad = checks.find(
    ({ name, state }) => state !== 'ok' && !(name === 'testRing' && state === 'open'),
  );
  if (!bad) return null;
  if (bad.code !== null) return { kind: 'code', name: bad.name, code: bad.code };
  return {
    kind: bad.state === 'stale' || bad.state === 'idle' ? bad.state : 'open',
    name: bad.name,
  };
}

/** Why the softphone is given no account to register with, so that nothing is tried; `null` = nothing stands against it. */
export function whyNoAccount({
  problems,
  user,
}: Pick<SeatFacts, 'problems' | 'user'>): ErrorCode | null {
  const fault = ['config:pbx', 'config:file']
    .map((id) => problems.find(({ problemId }) => problemId === id))
    .find((problem) => problem && problem.code !== 'config.plainConnection');
  if (fault) return fault.code;
  return user?.role === 'admin' ? 'phone.notForRole' : null;
}

export function isRecordingProblem({ code }: { readonly code: ErrorCode }): boolean {
  return code.startsWith('recording.') && code !== 'recording.notFound';
}

/** Why the PBX does not have this phone; `null` while it has, or while that is being tried or not wanted. */
export function registrationFault(registration: RegistrationState): ErrorCode | null {
  return registration.kind === 'retryWait' || registration.kind === 'stopped'
    ? registration.code
    : null;
}

function registrationCheck({ registration }: PhoneSnapshot, now: number): SeatCheck {
  const fault = registrationFault(registration);
  if (fault) return failed('registration', fault, now);
  if (registration.kind === 'unregistered')
    return { name: 'registration', state: 'idle', at: null, code: null };
  if (registration.kind !== 'registered') return open('registration');
  return proven('registration', registration.provenAt, now);
}

function diskCheck(disk: SeatFacts['disk'], now: number): SeatCheck {
  if (disk === null) return open('disk');
  if (!disk.enough) return failed('disk', 'recording.diskFull', disk.checkedAt);
  return proven('disk', disk.checkedAt, now);
}

function checkOf(name: SeatCheckName, proof: Proof, now: number): SeatCheck {
  switch (proof.kind) {
    case 'unknown':
      return open(name);
    case 'failed':
      return failed(name, proof.code, proof.at);
    case 'ok':
      return proven(name, proof.at, now);
  }
}

function proven(name: SeatCheckName, at: number, now: number): SeatCheck {
  return { name, state: now - at > goodForMs ? 'stale' : 'ok', at, code: null };
}

function failed(name: SeatCheckName, code: ErrorCode, at: number | null = null): SeatCheck {
  return { name, state: 'failed', at, code };
}

function open(name: SeatCheckName): SeatCheck {
  return { name, state: 'open', at: null, code: null };
}
