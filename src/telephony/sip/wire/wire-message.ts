/** A header as it came, unfolded, with its long name in lower case. */
export interface WireHeader {
  readonly name: string;
  readonly value: string;
  readonly line: string;
}

export interface WireMessage {
  readonly startLine: string;
  /** `null` in a response. */
  readonly request: { readonly method: string; readonly uri: string } | null;
  readonly headers: readonly WireHeader[];
}

/** Compact forms (RFC 3261 §7.3.3 and the registry). A map: a header may be called `constructor`. */
const longNames: ReadonlyMap<string, string> = new Map([
  ['v', 'via'],
  ['f', 'from'],
  ['t', 'to'],
  ['i', 'call-id'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['c', 'content-type'],
  ['e', 'content-encoding'],
  ['s', 'subject'],
  ['k', 'supported'],
]);

const headerLine = /^([A-Za-z0-9!%*_+`'~.-]{1,512})[ \t]*:(.*)$/;
const maxHeaderLineLength = 8192;
const maxHeaderLines = 128;

export type HeaderFault = 'tooManyHeaders' | 'badHeaderLine';

/** Splits a head into lines, folded ones joined (§7.3.1). Never throws. */
export function readHeaders(head: string): readonly WireHeader[] | HeaderFault {
  const lines = head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n', maxHeaderLines + 2)
    .slice(1);
  if (lines.length > maxHeaderLines) return 'tooManyHeaders';
  const headers: WireHeader[] = [];
  for (const line of lines) {
    const header = readHeader(line);
    if (!header) return 'badHeaderLine';
    headers.push(header);
  }
  return headers;
}

/** What can be read of a head that is broken (§8.2.2: what is not necessary is ignored), wherever it stands. */
export function salvageHeaders(head: string): readonly WireHeader[] {
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/[\r\n]+/)
    .slice(1)
    .flatMap((line) => readHeader(line) ?? []);
}

function readHeader(line: string): WireHeader | null {
  const match = line.length > maxHeaderLineLength ? null : headerLine.exec(line);
  if (!match) return null;
  const written = (match[1] ?? '').toLowerCase();
  return { name: longNames.get(written) ?? written, value: (match[2] ?? '').trim(), line };
}

/** All values of a header in their order. */
export function valuesOf(headers: readonly WireHeader[], name: string): string[] {
  return headers.filter((header) => header.name === name).map((header) => header.value);
}

/** The first value of a header, `''` when there is none. */
export function valueOf(headers: readonly WireHeader[], name: string): string {
  return headers.find((header) => header.name === name)?.value ?? '';
}
