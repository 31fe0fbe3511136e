import { type WireHeader, salvageHeaders, valueOf } from './wire-message.ts';

/** One part of a multipart body, or a whole body. */
export interface Part {
  readonly headers: readonly WireHeader[];
  readonly body: Uint8Array;
}

/** More than any gateway sends: description, ISUP, location, and a few besides. */
const maxParts = 16;
const maxBoundaryLength = 200;

/**
 * The parts of a multipart body (RFC 2046 §5.1), which may have text before and after them, line feeds alone, and no last boundary.
 * Parts beyond the sixteenth are left out. `null` when no boundary stands there; a body that ends at its first boundary has no part.
 */
export function readParts({ headers, body }: Part): readonly Part[] | null {
  // One character for each byte: ISUP is binary (RFC 3204).
  const text = new TextDecoder('latin1').decode(body);
  const boundary = boundaryOf(valueOf(headers, 'content-type')) ?? firstBoundary(text);
  if (boundary === null) return null;
  const parts: Part[] = [];
  let start = -1;
  for (const { from, to, isLast } of delimiters(text, `--${boundary}`)) {
    if (start >= 0) parts.push(partOf(text.slice(start, from), body.subarray(start, from)));
    start = to;
    if (isLast || parts.length === maxParts) return parts;
  }
  if (start >= 0) parts.push(partOf(text.slice(start), body.subarray(start)));
  return parts.length === 0 ? null : parts;
}

function boundaryOf(contentType: string): string | null {
  const match = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2] ?? '';
  return boundary === '' || boundary.length > maxBoundaryLength ? null : boundary;
}

/** Some forget to say it. */
function firstBoundary(text: string): string | null {
  return /^\s*--([^\r\n]{1,200}?)[ \t]*\r?\n/.exec(text)?.[1] ?? null;
}

interface Delimiter {
  /** Where the part before it ends: the line end before a boundary belongs to the boundary. */
  readonly from: number;
  readonly to: number;
  readonly isLast: boolean;
}

function* delimiters(text: string, dashed: string): Generator<Delimiter> {
  const rest = /(--)?[ \t]*(?:\r?\n|$)/y;
  for (let at = text.indexOf(dashed); at >= 0; at = text.indexOf(dashed, at + dashed.length)) {
    if (at > 0 && text[at - 1] !== '\n') continue;
    rest.lastIndex = at + dashed.length;
    const found = rest.exec(text);
    if (!found) continue;
    const lineEnd = text.slice(Math.max(0, at - 2), at) === '\r\n' ? 2 : 1;
    yield { from: Math.max(0, at - lineEnd), to: rest.lastIndex, isLast: found[1] !== undefined };
  }
}

/** A part may have no headers at all; then it begins with the blank line, or should. */
function partOf(text: string, bytes: Uint8Array): Part {
  const blank = /^\r?\n|\r?\n\r?\n/.exec(text);
  const end = blank ? blank.index + blank[0].length : 0;
  return { headers: salvageHeaders(`\r\n${text.slice(0, end)}`), body: bytes.subarray(end) };
}
