/** The little of a WebSocket that SIP needs, so that tests can put two user agents on an in-memory wire. */
export interface SipSocket {
  send(text: string): void;
  close(): void;
}

export interface SipSocketHandlers {
  onOpen(): void;
  /** `string`, `ArrayBuffer` or whatever came. */
  onFrame(data: unknown): void;
  /** At most once, also when the socket never opened. */
  onClose(): void;
}

/** Opens a socket with the subprotocol `sip` (RFC 7118 §4). Never throws: failures arrive as `onClose`. */
export type OpenSipSocket = (url: string, handlers: SipSocketHandlers) => SipSocket;
