/** How a desk reaches the PBX: the `pbx` section of `desk.json`. */
export interface PbxAccount {
  readonly serverUrl: string;
  readonly domain: string;
  readonly extension: string;
  readonly secret: string;
}

export interface CitizenCallOptions {
  /** As the trunk delivers it, with whatever prefix. */
  readonly fromNumber: string;
  readonly queue: string;
  readonly queueWaitMs: number;
  /** 8 kHz WAV that the citizen says once after the answer. */
  readonly speechFile: string;
  /** How long the citizen lets it ring. */
  readonly patienceMs: number;
}

/** A citizen's call as the demo follows it. Promises never reject; `false` = the call was over before. */
export interface CitizenCall {
  readonly ringing: Promise<boolean>;
  readonly answered: Promise<boolean>;
  /** Why the call is over, in a word for the report. */
  readonly ended: Promise<string>;
  /** The agent was heard for this long; `true` at once where a PBX cannot tell. */
  untilHeard(soundMs: number): Promise<boolean>;
  /** The citizen has said everything. */
  readonly spoken: Promise<boolean>;
  /** The citizen puts the receiver down. */
  hangUp(): void;
}

/** What the demo needs of a PBX. The training PBX is one, the lab's Asterisk another. */
export interface DemoPbx {
  /** For the report and for people. */
  readonly name: string;
  readonly account: PbxAccount;
  untilRegistered(timeoutMs: number): Promise<boolean>;
  placeCall(options: CitizenCallOptions): Promise<CitizenCall>;
  close(): Promise<void>;
}
