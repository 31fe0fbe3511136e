/** What the Contact list of a 2xx to REGISTER says (RFC 3261 §10.3): how long we are bound, and who else is. */
export interface RegistrarBindings {
  /** `null`: our binding is not there. */
  readonly ownExpiresSeconds: number | null;
  readonly hasOthers: boolean;
}

export interface OwnBinding {
  /** User part of our Contact. */
  readonly contactUser: string;
  readonly extension: string;
  readonly askedSeconds: number;
}

interface Binding {
  readonly user: string;
  readonly expires: number;
}

/** How every desk of this product names itself in its Contact; see `contact-user.ts`. */
const someDesk = /^(?:[0-9a-f]{16}|desk[0-9a-z]+)$/;

/**
 * Reads the bindings. Ours are those whose user part is our own, whatever the registrar made of the address; a second one of
 * ours is an older socket of this desk, not another desk. A list without us that names no other desk is that of a
 * registrar or border controller that writes Contacts anew: one of them is ours, the one with our extension first. A 2xx
 * without a list says that we are bound, for as long as `Expires` says or else as we asked.
 */
export function readBindings(
  contacts: readonly string[],
  expiresHeader: string | undefined,
  own: OwnBinding,
): RegistrarBindings {
  const common = secondsOf(expiresHeader) ?? own.askedSeconds;
  const all = contacts.flatMap(splitContacts).map((contact): Binding => {
    const uri = /<([^>]*)>/.exec(contact)?.[1] ?? contact;
    const params = contact.replace(/^[^<]*<[^>]*>/, '');
    const named = /;\s*expires\s*=\s*"?([^\s;,"]*)/i.exec(params)?.[1];
    return { user: /sips?:([^@;>]+)@/i.exec(uri)?.[1] ?? '', expires: secondsOf(named) ?? common };
  });
  if (all.length === 0) return { ownExpiresSeconds: common > 0 ? common : null, hasOthers: false };
  const ours = ownBindings(all, own);
  const live = ours.filter(({ expires }) => expires > 0).map(({ expires }) => expires);
  return {
    ownExpiresSeconds: live.length === 0 ? null : Math.max(...live),
    hasOthers: all.some((binding) => !ours.includes(binding) && binding.expires > 0),
  };
}

function ownBindings(all: readonly Binding[], { contactUser, extension }: OwnBinding): Binding[] {
  const byName = all.filter(({ user }) => user === contactUser);
  if (byName.length > 0 || all.some(({ user }) => someDesk.test(user))) return byName;
  const rewritten = all.filter(({ user }) => user === extension);
  // Several that could be ours: the one that ends first, so that the refresh is in time whichever it is.
  const candidates = rewritten.length > 0 ? rewritten : all;
  return candidates.toSorted((a, b) => a.expires - b.expires).slice(0, 1);
}

/** delta-seconds (RFC 3261 §25.1); `null` for anything else. */
export function secondsOf(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,10}\s*$/.test(text) ? Number(text) : null;
}

/** Contacts may share one header line, and commas may stand inside `<>` and quotes. */
function splitContacts(line: string): string[] {
  return line.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,])+/g) ?? [];
}
