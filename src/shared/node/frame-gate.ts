import { z } from 'zod';
import { parseCallText } from './parse-call-text.ts';

/** A frame as oRPC may see it: its own keys only, nothing that would make it look for streams, files or forms. */
export type JudgedFrame =
  | { readonly kind: 'call'; readonly id: string; readonly path: string; readonly text: string }
  | { readonly kind: 'abort'; readonly id: string; readonly text: string }
  | {
      readonly kind: 'refused';
      readonly reason: 'notText' | 'notJson' | 'notACall';
      /** Of RFC 6455 §7.4.1. */
      readonly closeCode: 1003 | 1007 | 1008;
    };

const id = z.string().min(1).max(64);
/** The kinds of oRPC’s peer messages that a desk sends: 1 (or absent) a call, 4 the end of one. */
const abortSchema = z.object({ i: id, t: z.literal(4) });
const callSchema = z.object({
  i: id,
  t: z.literal(1).optional(),
  p: z.object({ u: z.string().regex(/^(?:\/[a-zA-Z]{1,40}){1,4}$/), b: z.unknown().optional() }),
});

/**
 * Judges a WebSocket message before oRPC sees it: text, JSON, and one of the two shapes a client sends; `ws` has refused what
 * is too long. Everything else in the message (headers, methods, streams) is left out of what is passed on.
 */
export function judgeFrame(data: Buffer, isBinary: boolean): JudgedFrame {
  if (isBinary) return { kind: 'refused', reason: 'notText', closeCode: 1003 };
  let parsed: unknown;
  try {
    parsed = parseCallText(data.toString('utf8'));
  } catch {
    return { kind: 'refused', reason: 'notJson', closeCode: 1007 };
  }
  const abort = abortSchema.safeParse(parsed);
  if (abort.success) {
    return { kind: 'abort', id: abort.data.i, text: JSON.stringify({ i: abort.data.i, t: 4 }) };
  }
  const call = callSchema.safeParse(parsed);
  if (!call.success) return { kind: 'refused', reason: 'notACall', closeCode: 1008 };
  const { i, p } = call.data;
  const text = JSON.stringify({ i, p: { u: p.u, b: p.b } });
  return { kind: 'call', id: i, path: p.u, text };
}
