const KiB = 1024;
const MiB = 1024 * KiB;

/**
 * How much the hub takes from one side before others would feel it. Generous for an honest desk: after a day without the
 * hub it sends its outbox in one go (one command at a time), and all desks of an office may share one address (NAT, or a proxy
 * that does not say `X-Real-IP`). Beyond a limit the answer is 503 (`hub.busy` where it has a code), which every desk, old
 * or new, takes for "later": nothing is lost, it tries again.
 */
export const hubLimits = {
  /**
   * Of one call, in bytes. `auth` is what anybody may send; of the commands the longest that the contract allows is a call with
   * 1000 tickets or a ticket of 8000 characters, about 45 kB. A WebSocket takes no longer message than a command. `reached`: 200
   * missed citizens. `department`: a result, the longest act of a department.
   */
  bodyLength: {
    auth: 4 * KiB,
    commands: 128 * KiB,
    reached: 32 * KiB,
    department: 32 * KiB,
    /** A result, the longest that a program sends. */
    open: 48 * KiB,
    /** 192 KiB of a file, in base64. */
    piece: 260 * KiB,
    knowledge: 192 * KiB,
    /** Two hundred text modules, put in as a whole by the lead. */
    phrases: 1000 * KiB,
    /** 600 KiB of a sheet of entries, in base64. */
    sheet: 804 * KiB,
    /** Five hundred prone points with ten other names each, put in as a whole by the lead. */
    points: 1100 * KiB,
    /** 150 departments with five duty numbers each, and 300 lines of the catalogue of dispatch. */
    departments: 1100 * KiB,
    /** All presets of limits. */
    limits: 48 * KiB,
    others: 16 * KiB,
  },
  /** Of one signed-in user, over all sessions, sockets and HTTP. A socket too many ends the
   * oldest one: that may be half open, and the desk is back. Calls of one user are worked on one after the other. */
  user: {
    sockets: 4,
    callsInFlight: 8,
    /** Calls beyond that wait a moment to be refused; those beyond these are hung up. */
    refusalsInFlight: 32,
    callsPerSecond: 25,
    callBurst: 1500,
    answerBytesPerSecond: 4 * MiB,
    answerByteBurst: 128 * MiB,
    uploadsInFlight: 4,
    newUploadsPerSecond: 2,
    newUploadBurst: 200,
  },
  /** Of one program with a token of its own; how many calls in a minute is set for each. A body that takes longer is cut off. */
  client: { callsInFlight: 4, bodyMs: 10_000 },
  /** Of one address: its WebSockets, and the requests of those nobody knows (sign-in, or no good token). */
  address: { sockets: 64, requestsInFlight: 128, requestsPerSecond: 250, requestBurst: 15_000 },
  /** Of one WebSocket. An answer counts as in flight until the socket has taken all its bytes. */
  socket: { watches: 1, callsInFlight: 4, pingMs: 15_000 },
  /** Of one desk: uploads begun and not finished. Beyond it the oldest are let go; the desk still has the files. */
  desk: { unfinishedUploads: 32, unfinishedBytes: 2048 * MiB },
  /** The same of one person, at however many desks he signs in. */
  uploadsOfUser: { unfinishedUploads: 64, unfinishedBytes: 4096 * MiB },
  /** An upload begun so long ago and not finished is let go, also while the hub runs. The desk begins it anew. */
  unfinishedUploadMs: 7 * 24 * 3_600_000,
} as const;
