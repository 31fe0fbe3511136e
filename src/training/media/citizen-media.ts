import { randomInt } from 'node:crypto';
import {
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RtpHeader,
  RtpPacket,
} from 'werift';
import { type HeardReport, hear, heardNothing } from './heard-meter.ts';
import { createKeyReader } from './key-reader.ts';
import { createLineSender } from './line-sender.ts';
import { createLossyPath, loseIncoming } from './lossy-path.ts';

export type SoundDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** The citizen's side of a call's sound: PCMU at 8 kHz over DTLS-SRTP on the loopback interface. */
export interface CitizenMedia {
  /** SDP offer with all candidates in it. `direction` as seen by the citizen. */
  createOffer(direction: SoundDirection): Promise<string>;
  acceptAnswer(sdp: string): Promise<void>;
  /** Takes the phone's offer, a first one or one inside the call (hold, retrieve, ICE restart), and answers it. */
  acceptOffer(sdp: string): Promise<string>;
  /** Opens the citizen's mouth as soon as the line stands: silence until `speak`. */
  startSending(): void;
  speak(speech: Uint8Array): Promise<void>;
  /** One-way audio: nothing at all is sent from now on. */
  setSilenced(silenced: boolean): void;
  /** Loses this share of the packets, in both directions. */
  setLoss(percent: number): void;
  heard(): HeardReport;
  close(): Promise<void>;
}

export interface MediaListeners {
  readonly monotonicMs: () => number;
  readonly onHeard: (report: HeardReport) => void;
  /** One key pressed by the agent, sent in the sound stream. */
  readonly onKey: (key: string) => void;
}

const loopback = '127.0.0.1';
const payloadType = 0;
const codecs = [
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType }),
  new RTCRtpCodecParameters({
    mimeType: 'audio/telephone-event',
    clockRate: 8000,
    payloadType: 101,
    parameters: '0-15',
  }),
];
const packetSamples = 160;

/** Media of one call. Nothing leaves the machine: loopback candidates only, no STUN server. */
export function createCitizenMedia(listeners: MediaListeners): CitizenMedia {
  const peer = new RTCPeerConnection({
    codecs: { audio: codecs },
    iceServers: [],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: [loopback],
    iceInterfaceAddresses: { udp4: loopback },
  });
  let transceiver: RTCRtpTransceiver | null = null;
  let silenced = false;
  let report = heardNothing;
  const outgoing = createLossyPath();
  const incoming = createLossyPath();

  const keys = createKeyReader((key) => listeners.onKey(key));
  peer.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe(({ header, payload }) => {
      if (header.payloadType !== payloadType) return keys.read(header.timestamp, payload);
      report = hear(report, payload);
      listeners.onHeard(report);
    });
  });

  const firstSequence = randomInt(0x8000);
  const firstTimestamp = randomInt(0x8000_0000);
  const sender = createLineSender({
    monotonicMs: listeners.monotonicMs,
    sendPacket: (payload, packetNumber) => {
      const mayTalk =
        transceiver?.currentDirection === 'sendrecv' ||
        transceiver?.currentDirection === 'sendonly';
      if (silenced || !mayTalk || peer.connectionState !== 'connected') return;
      if (outgoing.loses()) return;
      const header = new RtpHeader({
        payloadType,
        marker: packetNumber === 0,
        sequenceNumber: (firstSequence + packetNumber) & 0xffff,
        timestamp: (firstTimestamp + packetNumber * packetSamples) >>> 0,
      });
      // Sound that cannot be sent is lost, as on any line.
      void transceiver?.sender
        .sendRtp(new RtpPacket(header, Buffer.from(payload)))
        .catch(() => undefined);
    },
  });

  return {
    async createOffer(direction) {
      transceiver ??= peer.addTransceiver('audio', { direction });
      transceiver.setDirection(direction);
      await peer.setLocalDescription(await peer.createOffer());
      return localSdp(peer);
    },
    async acceptAnswer(sdp) {
      await peer.setRemoteDescription({ type: 'answer', sdp });
    },
    async acceptOffer(sdp) {
      await peer.setRemoteDescription({ type: 'offer', sdp });
      transceiver ??= peer.getTransceivers()[0] ?? null;
      transceiver?.setDirection('sendrecv');
      await peer.setLocalDescription(await peer.createAnswer());
      return localSdp(peer);
    },
    startSending() {
      loseIncoming(peer, incoming);
      if (peer.connectionState === 'connected') sender.start();
      else peer.connectionStateChange.subscribe((state) => state === 'connected' && sender.start());
    },
    speak: (speech) => sender.speak(speech),
    setSilenced: (value) => {
      silenced = value;
    },
    setLoss(percent) {
      outgoing.setLoss(percent);
      incoming.setLoss(percent);
    },
    heard: () => report,
    async close() {
      sender.stop();
      await peer.close();
    },
  };
}

async function localSdp(peer: RTCPeerConnection): Promise<string> {
  if (peer.iceGatheringState !== 'complete') {
    await peer.iceGatheringStateChange.watch((state) => state === 'complete', 5000);
  }
  return (peer.localDescription?.sdp ?? '')
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:') || line.includes(` ${loopback} `))
    .join('\r\n');
}
