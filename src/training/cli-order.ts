import { z } from 'zod';
import { exactly } from '../shared/contract/exactly.ts';
import type { CitizenScript } from './call/training-call.ts';
import type { FaultState } from './faults.ts';

const number = z.string().regex(/^[0-9A-Za-z+*#.-]{1,64}$/);
/** One header line: no line breaks, or a script could write headers of its own. */
const line = z.string().regex(/^\P{Cc}{1,80}$/u);
const millis = z.int().min(0);

const scriptSchema = exactly<CitizenScript>()(
  z.strictObject({
    to: number,
    fromNumber: number.nullable(),
    displayName: line.exactOptional(),
    assertedNumber: number.exactOptional(),
    ticketNo: line.exactOptional(),
    ticketHeader: z.enum(['X-Ticket-No', 'User-to-User']).exactOptional(),
    queue: line.exactOptional(),
    queueWaitMs: millis.exactOptional(),
    speechFile: z.string().exactOptional(),
    speakAfterMs: millis.exactOptional(),
    testRing: z.boolean().exactOptional(),
    patienceMs: millis.exactOptional(),
  }),
);

const faultSchema = exactly<Partial<FaultState>>()(
  z.strictObject({
    refuseRegister: z
      .strictObject({ status: z.int().min(300).max(699), retryAfterSeconds: millis.nullable() })
      .nullable()
      .exactOptional(),
    refuseCredentials: z.boolean().exactOptional(),
    neverAck: z.boolean().exactOptional(),
    oneWayAudio: z.boolean().exactOptional(),
    lossPercent: z.number().min(0).max(100).exactOptional(),
    refuseTransfers: z.boolean().exactOptional(),
    lateBye: z.boolean().exactOptional(),
    deaf: z.boolean().exactOptional(),
  }),
);

/** One line of standard input: `{"do":"call","script":{"to":"8001","fromNumber":"19900000123"}}`. */
export const orderSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('call'), script: scriptSchema }),
  z.strictObject({ do: z.literal('hangUp') }),
  z.strictObject({ do: z.literal('fault'), set: faultSchema }),
  z.strictObject({ do: z.literal('clearFaults') }),
  z.strictObject({ do: z.literal('dropSockets') }),
]);
