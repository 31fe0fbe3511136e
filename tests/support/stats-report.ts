type Fields = Readonly<Record<string, unknown>>;

/** A report as a browser makes it (W3C webrtc-stats), of one call over G.711. */
export function aStatsReport(parts: {
  readonly inbound?: Fields;
  readonly outbound?: Fields;
  readonly microphone?: Fields;
  readonly farReport?: Fields;
}): RTCStatsReport {
  const audio = (type: string, fields: Fields | undefined) =>
    fields ? [[type, { id: type, type, kind: 'audio', ...fields }] as const] : [];
  return new Map<string, unknown>([
    ...audio('inbound-rtp', parts.inbound && { codecId: 'pcma', ...parts.inbound }),
    ...audio('outbound-rtp', parts.outbound),
    ...audio('media-source', parts.microphone),
    ...audio('remote-inbound-rtp', parts.farReport),
    ['pcma', { id: 'pcma', type: 'codec', mimeType: 'audio/PCMA' }],
    ['pair', { id: 'pair', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.04 }],
  ]);
}
