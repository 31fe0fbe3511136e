/** A microphone or an output, as the browser names it. `deviceId` holds for this PC and this page only. */
export interface AudioDevice {
  readonly deviceId: string;
  readonly label: string;
}

/** What the agent chose. `null` = the system's default. */
export interface AudioSettings {
  readonly microphoneId: string | null;
  /** Where the citizen is heard. */
  readonly headsetId: string | null;
  /** Where it rings: at most two outputs at once; empty = the headset. */
  readonly ringerIds: readonly string[];
  /** Percent. */
  readonly ringerVolume: number;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  /** Off unless asked for: the gain that the agent has set is not rewritten. */
  readonly autoGainControl: boolean;
}

/** Devices that are there, what was chosen, and what is really in use. */
export interface AudioState {
  readonly microphones: readonly AudioDevice[];
  readonly outputs: readonly AudioDevice[];
  readonly settings: AudioSettings;
  readonly inUse: {
    /** Labels; `null` = none. They differ from the choice while a chosen device is unplugged. */
    readonly microphone: string | null;
    readonly headset: string | null;
    readonly ringers: readonly string[];
  };
  /** A chosen device is away and another one stands in for it. */
  readonly standIn: boolean;
  /** Headset whose buttons work here (WebHID); `null` = none. */
  readonly headsetButtons: string | null;
}

export const defaultAudioSettings: AudioSettings = {
  microphoneId: null,
  headsetId: null,
  ringerIds: [],
  ringerVolume: 80,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: false,
};

export const unknownAudio: AudioState = {
  microphones: [],
  outputs: [],
  settings: defaultAudioSettings,
  inUse: { microphone: null, headset: null, ringers: [] },
  standIn: false,
  headsetButtons: null,
};
