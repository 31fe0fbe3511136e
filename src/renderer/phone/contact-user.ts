/** Where a page keeps small things over reloads. */
export type KeptValues = Pick<Storage, 'getItem' | 'setItem'>;

const key = 'phone.contactUser';

/** The user part of this desk's SIP Contact: made once, then the same for ever, so that its old bindings are its own. */
export function keptContactUser(kept: KeptValues, newId: () => string): string {
  const known = kept.getItem(key);
  if (known !== null && /^[0-9a-f]{16}$/.test(known)) return known;
  const made = newId().replaceAll('-', '').slice(0, 16);
  kept.setItem(key, made);
  return made;
}
