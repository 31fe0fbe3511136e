import fc from 'fast-check';
import type { AgentView } from '../../src/shared/domain/agents/agent-view.ts';
import { agentStates } from '../../src/shared/domain/agents/agent-view.ts';
import type { CallView } from '../../src/shared/domain/calls/call.ts';
import type { DeskState } from '../../src/shared/domain/desk/desk-state.ts';
import { defaultCallSettings } from '../../src/shared/domain/phone/call-settings.ts';
import type {
  MicrophoneState,
  Proof,
  RegistrationState,
} from '../../src/shared/domain/phone/phone-state.ts';
import { judgeSeat } from '../../src/shared/domain/seat/seat-verdict.ts';
import { aCall, aDeskState, anAgentView, agent as agentUser, idOf } from './desk/desk-samples.ts';

/** The moment at which the desks below are looked at. */
export const anyNow = 2_000_000_000;

const lookedAt = fc.constantFrom(anyNow, anyNow - 59_000, anyNow - 60_000, anyNow - 60_001);
const aProof: fc.Arbitrary<Proof> = fc.oneof(
  fc.constant<Proof>({ kind: 'unknown' }),
  lookedAt.map((at): Proof => ({ kind: 'ok', at })),
  lookedAt.map((at): Proof => ({ kind: 'failed', at, code: 'media.microphoneSilent' })),
);
const aRegistration: fc.Arbitrary<RegistrationState> = fc.oneof(
  fc.constantFrom<RegistrationState>(
    { kind: 'unregistered' },
    { kind: 'connecting', attempt: 1 },
    { kind: 'registering', attempt: 1 },
    { kind: 'retryWait', code: 'sip.connectionLost', retryAt: anyNow, attempt: 2 },
    { kind: 'stopped', code: 'sip.badCredentials' },
  ),
  lookedAt.map((provenAt): RegistrationState => ({
    kind: 'registered',
    sinceAt: anyNow - 90_000,
    provenAt,
    expiresAt: anyNow + 90_000,
  })),
);
const aMicrophone = fc.constantFrom<MicrophoneState>(
  { kind: 'unknown' },
  { kind: 'ready', label: '坐席耳麦' },
  { kind: 'failed', code: 'media.microphoneDenied' },
);
const calls: fc.Arbitrary<readonly CallView[]> = fc.array(
  fc
    .record({
      state: fc.constantFrom('alerting', 'dialling', 'connected', 'held', 'ended'),
      silenced: fc.boolean(),
      id: fc.nat({ max: 9 }),
    })
    .map(({ state, silenced, id }) => aCall({ callId: idOf('call', id), state, silenced })),
  { maxLength: 2 },
);
const anAgent: fc.Arbitrary<AgentView | null> = fc.option(
  fc
    .record({
      state: fc.constantFrom(...agentStates),
      endsAt: fc.constantFrom(null, anyNow - 1, anyNow + 60_000),
    })
    .map((patch) => anAgentView({ since: anyNow - 5000, ...patch })),
);
const aDisk: fc.Arbitrary<DeskState['disk']> = fc.oneof(
  fc.constant(null),
  fc.record({ freeBytes: fc.constant(1e11), enough: fc.boolean(), checkedAt: lookedAt }),
);
const aProblem = fc.constantFrom(
  { problemId: 'recorder', code: 'recording.writeFailed' } as const,
  { problemId: 'config:pbx', code: 'config.incomplete' } as const,
  { problemId: 'hub:away', code: 'hub.unreachable' } as const,
);

/** Any desk at all, good ones often enough, judged by its host at `anyNow`. */
export const anyDesk: fc.Arbitrary<DeskState> = fc
  .record({
    user: fc.constantFrom(null, agentUser, agentUser),
    phoneConnected: fc.constantFrom(true, true, true, false),
    registration: often(aRegistration, {
      kind: 'registered',
      sinceAt: anyNow - 90_000,
      provenAt: anyNow - 1000,
      expiresAt: anyNow + 90_000,
    }),
    microphone: often(aMicrophone, { kind: 'ready', label: '' }),
    proofs: fc.record({
      microphone: often(aProof, { kind: 'ok', at: anyNow }),
      ringer: often(aProof, { kind: 'ok', at: anyNow }),
      recorder: often(aProof, { kind: 'ok', at: anyNow }),
      testRing: often(aProof, { kind: 'unknown' }),
    }),
    calls: often(calls, []),
    disk: often(aDisk, { freeBytes: 1e11, enough: true, checkedAt: anyNow }),
    problems: often(fc.array(aProblem, { maxLength: 1 }), []),
    agent: often(anAgent, anAgentView({ since: anyNow - 5000 })),
    calling: fc.constantFrom(null, { ...defaultCallSettings, testRingNumber: '9197' }),
  })
  .map(({ registration, microphone, proofs, calls: running, problems, ...desk }) => {
    const base = aDeskState();
    const state = {
      ...base,
      ...desk,
      problems: problems.map((problem) => ({ ...problem, since: 0, callId: null, detail: '' })),
      phone: { ...base.phone, registration, microphone, proofs, calls: running },
    };
    return { ...state, seat: judgeSeat(state, anyNow) };
  });

function often<T>(any: fc.Arbitrary<T>, good: T): fc.Arbitrary<T> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: any });
}
