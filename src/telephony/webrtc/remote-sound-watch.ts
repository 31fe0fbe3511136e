export type RemoteSoundFinding = 'missing' | 'returned';

/** Notices that nothing at all arrives from the citizen, not even packets of silence. */
export interface RemoteSoundWatch {
  /** Once a second: `inbound-rtp.packetsReceived`, and whether anything should arrive (nobody holds). */
  onSample(packetsReceived: number, isExpected: boolean): RemoteSoundFinding | null;
}

/** Samples in a row without a packet; the first of a call only gives the count to start from. */
const enoughSamples = 3;

export function createRemoteSoundWatch(): RemoteSoundWatch {
  let last: number | null = null;
  let emptySamples = 0;
  let isMissing = false;
  return {
    onSample(packetsReceived, isExpected) {
      const isEmpty = packetsReceived === last;
      const isFirst = last === null;
      last = packetsReceived;
      emptySamples = isEmpty && isExpected ? emptySamples + 1 : 0;
      if (isMissing && !isEmpty) {
        isMissing = false;
        return 'returned';
      }
      if (isMissing || isFirst || emptySamples < enoughSamples) return null;
      isMissing = true;
      return 'missing';
    },
  };
}
