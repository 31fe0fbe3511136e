/**
 * The text in a `User-to-User` header (RFC 7433): `<data>;encoding=hex;purpose=…`, hex being the default. PBX dialplans
 * also write the plain text, and the ISDN form begins with a protocol discriminator. `null` when nothing readable is there.
 */
export function readUserToUser(header: string): string | null {
  const [data = '', ...parameters] = header.split(';').map((part) => part.trim());
  const encoding = parameters
    .find((part) => part.toLowerCase().startsWith('encoding='))
    ?.slice(9)
    .toLowerCase();
  const value = data.startsWith('"') && data.endsWith('"') ? data.slice(1, -1) : data;
  if (encoding === undefined || encoding === 'hex') {
    const text = decodeHex(value);
    if (text !== null) return text;
  }
  return printable(percentDecoded(value));
}

/** `null` for anything that is not the hex form of readable UTF-8; then it was plain text after all. */
function decodeHex(value: string): string | null {
  if (!/^([0-9a-fA-F]{2}){1,128}$/.test(value)) return null;
  const bytes = Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const hasDiscriminator = bytes[0] === 0x00 || bytes[0] === 0x04;
  try {
    return printable(
      new TextDecoder('utf-8', { fatal: true }).decode(
        hasDiscriminator ? bytes.subarray(1) : bytes,
      ),
    );
  } catch {
    return null;
  }
}

/** Decodes `%41`; text that only looks encoded stays as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function printable(text: string): string | null {
  return text !== '' && !/\p{Cc}/u.test(text) ? text : null;
}
