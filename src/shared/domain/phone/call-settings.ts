import type { CallView } from '../calls/call.ts';

/** How this office dials. Configuration (`desk.json`, section `pbx.calling`), the same for phone page and desk page. */
export interface CallSettings {
  readonly dialPlan: DialPlan;
  /** One-key transfer: 110, 96510, 12345, departments. */
  readonly partners: readonly Partner[];
  /** Extension of the satisfaction survey; `null` = the PBX has none. */
  readonly surveyNumber: string | null;
  /** `room`: a room of the PBX is dialled by `prefix` and four digits of our choice; `local`: mixed at the desk. */
  readonly conference:
    | { readonly kind: 'local' }
    | { readonly kind: 'room'; readonly prefix: string };
  /** Extension that sends back what it hears; `null` = none. */
  readonly echoNumber: string | null;
  /** Extension that calls this desk back at once, to prove that it can be rung; `null` = none. */
  readonly testRingNumber: string | null;
  /** Feature codes of the PBX queue; `null` = the queue is not told. */
  readonly queueCodes: QueueCodes | null;
}

export interface Partner {
  readonly name: string;
  readonly number: string;
}

export interface QueueCodes {
  readonly logIn: string;
  readonly logOut: string;
  readonly pause: string;
  readonly unpause: string;
}

/** Rules from a number as people write it to what the PBX wants. Numbers of at most `internalDigits` digits stay as they are. */
export interface DialPlan {
  /** Put before numbers of the public network, e.g. `9`; empty = none. */
  readonly outsidePrefix: string;
  readonly internalDigits: number;
  /** Beginnings of numbers that must not be dialled, e.g. `00`. Never applies to emergency numbers. */
  readonly forbiddenPrefixes: readonly string[];
  /** Never blocked and never rewritten but for `outsidePrefix`, in any state of desk, agent or calls. */
  readonly emergencyNumbers: readonly string[];
}

export const defaultCallSettings: CallSettings = {
  dialPlan: {
    outsidePrefix: '',
    internalDigits: 4,
    forbiddenPrefixes: [],
    emergencyNumbers: ['110', '119', '120', '122'],
  },
  partners: [],
  surveyNumber: null,
  conference: { kind: 'local' },
  echoNumber: null,
  testRingNumber: null,
  queueCodes: null,
};

/**
 * Does this call only send back what the agent says? A test of the sound is no conversation, and nothing comes of it. `null`
 * = this desk has no telephone of its own.
 */
export function isSoundTest(
  calling: Pick<CallSettings, 'echoNumber'> | null,
  { direction, number }: Pick<CallView, 'direction' | 'number'>,
): boolean {
  const { echoNumber } = calling ?? defaultCallSettings;
  return echoNumber !== null && direction === 'outbound' && number.raw === echoNumber;
}
