import { keptContactUser } from '../../shared/kept/contact-user.ts';

/** The user part of this desk's SIP Contact, made if there is none yet. */
export function contactUserOf(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  newId: () => string,
): string {
  const known = keptContactUser.read(storage.getItem(keptContactUser.key));
  if (known !== null) return known;
  const made = newId().replaceAll('-', '').slice(0, 16);
  storage.setItem(keptContactUser.key, keptContactUser.write(made));
  return made;
}
