/** What the Contact list of a 200 to REGISTER says (RFC 3261 §10.3): how long we are bound, and who else is. */
export interface RegistrarBindings {
  /** `null`: our binding is not in the list. */
  readonly ownExpiresSeconds: number | null;
  readonly hasOthers: boolean;
}

/**
 * Reads the bindings. Ours are those whose user part is `ownUser`, whatever the registrar made of the address; a second
 * one of ours is an older socket of this desk, not another desk.
 */
export function readBindings(
  contacts: readonly string[],
  expiresHeader: string | undefined,
  ownUser: string,
): RegistrarBindings {
  const bindings = contacts.flatMap(splitContacts).map((contact) => ({
    user: /sips?:([^@;>]+)@/i.exec(contact)?.[1] ?? '',
    expires: Number(/;\s*expires\s*=\s*"?(\d+)/i.exec(contact)?.[1] ?? expiresHeader ?? Number.NaN),
  }));
  const own = bindings.filter((binding) => binding.user === ownUser && binding.expires > 0);
  return {
    ownExpiresSeconds: own.length === 0 ? null : Math.max(...own.map((binding) => binding.expires)),
    hasOthers: bindings.some((binding) => binding.user !== ownUser && !(binding.expires <= 0)),
  };
}

/** Contacts may share one header line, and commas may stand inside `<>` and quotes. */
function splitContacts(line: string): string[] {
  return line.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,])+/g) ?? [];
}
