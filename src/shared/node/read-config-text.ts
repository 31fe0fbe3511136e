import { readFileSync } from 'node:fs';

/**
 * The text of a file that people write with whatever editor they have: UTF-8 or UTF-16 with or without its mark, else GBK
 * (GB 18030), which Chinese editors call ANSI. `null` = there is no such file. Throws what the file system says, and
 * `TypeError` with code `ERR_ENCODING_INVALID_ENCODED_DATA` for what is no text at all.
 */
export function readConfigText(file: string): string | null {
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** As `readConfigText`, of the bytes themselves. */
export function decodeText(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  if (wide !== null) return decode(bytes, wide);
  try {
    return decode(bytes, 'utf-8');
  } catch {
    return decode(bytes, 'gb18030');
  }
}

/** UTF-16 by its mark, or by the zero beside the first bracket of a JSON text (RFC 4627 §3). */
function wideEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if ((first === 0xff && second === 0xfe) || (first !== undefined && first !== 0 && second === 0))
    return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== undefined && second !== 0))
    return 'utf-16be';
  return null;
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}
