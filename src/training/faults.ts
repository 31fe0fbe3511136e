/** How the training PBX misbehaves at the moment. Each field is one fault; all off is a healthy PBX. */
export interface FaultState {
  /** Each REGISTER gets this answer; `retryAfterSeconds` becomes a `Retry-After` header. */
  readonly refuseRegister: {
    readonly status: number;
    readonly retryAfterSeconds: number | null;
  } | null;
  /** Every password is wrong: 403. */
  readonly refuseCredentials: boolean;
  /** The phone's 200 to our INVITE is never acknowledged. */
  readonly neverAck: boolean;
  /** The citizen is never heard: no RTP is sent, while the agent's is still received. */
  readonly oneWayAudio: boolean;
  /** Percent of the sound packets that are lost on the way, in both directions. */
  readonly lossPercent: number;
  /** A REFER is agreed to, and then the target is busy: NOTIFY with 486 (RFC 3515 §2.4.5). */
  readonly refuseTransfers: boolean;
  /** When the agent hangs up, our own BYE crosses the agent's. */
  readonly lateBye: boolean;
  /** Sockets stay open, but nothing is read any more: a half-open connection. */
  readonly deaf: boolean;
}

export const healthy: FaultState = {
  refuseRegister: null,
  refuseCredentials: false,
  neverAck: false,
  oneWayAudio: false,
  refuseTransfers: false,
  lossPercent: 0,
  lateBye: false,
  deaf: false,
};

/** The switchboard of faults, held by whoever runs the PBX. */
export interface Faults {
  current(): FaultState;
  /** Changes the named faults, also for calls that are up. */
  set(change: Partial<FaultState>): void;
  /** Back to health. */
  clear(): void;
  /** Cuts every phone's socket without a closing handshake, as a dying network does. Returns how many. */
  dropSockets(): number;
}

export interface FaultDeps {
  readonly dropSockets: () => number;
  readonly onChange: (state: FaultState) => void;
}

/** A healthy PBX that can be told otherwise. */
export function createFaults({ dropSockets, onChange }: FaultDeps): Faults {
  let state = healthy;
  const change = (next: FaultState) => {
    state = next;
    onChange(next);
  };
  return {
    current: () => state,
    set: (partial) => change({ ...state, ...partial }),
    clear: () => change(healthy),
    dropSockets,
  };
}
