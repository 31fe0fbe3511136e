/** What a `Range` header asks of `byteLength` bytes (RFC 9110 §14): `to` is exclusive. */
export type ByteRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly from: number; readonly to: number }
  | { readonly kind: 'unsatisfiable' };

/** Reads one range. Several ranges, other units and malformed headers are ignored, as the standard allows. */
export function parseRange(header: string | null, byteLength: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') {
    const suffix = Number(last);
    if (suffix === 0 || byteLength === 0) return { kind: 'unsatisfiable' };
    return { kind: 'part', from: Math.max(0, byteLength - suffix), to: byteLength };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return { kind: 'whole' };
  if (from >= byteLength) return { kind: 'unsatisfiable' };
  return {
    kind: 'part',
    from,
    to: last === '' ? byteLength : Math.min(byteLength, Number(last) + 1),
  };
}
