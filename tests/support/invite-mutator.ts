const pieces = [
  ...['_', '%', '%zz', '%00', ' ', ';', ';;', '=', ',', '"', '\\', '(', ')', '[', ']', '{', '|'],
  ...['<', '>', '@', '?', '/', ':', '\t', '水', '\uFFFD', 'ö', '\u0001', '\u007f', '\0', '0c1d'],
];
const hurt = ['From', 'To', 'Contact', 'Call-ID', 'Max-Forwards', 'Content-Type'];

/** A valid INVITE with one to three odd pieces in the headers, as a call of its own. */
export function mutateInvite(control: string, count: number, random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  let frame = control
    .replace('z9hG4bKcontrol', `z9hG4bKhurt${count}`)
    .replace('Call-ID: control@pbx.example', `Call-ID: hurt${count}@pbx.example`)
    .replace('tag=far', `tag=far${count}`);
  for (let wounds = below(3); wounds >= 0; wounds -= 1) {
    const name = hurt[below(hurt.length)] ?? '';
    frame = frame.replace(new RegExp(`^(${name}: )([^\r]*)`, 'm'), (_line, start, value) => {
      const at = below(String(value).length + 1);
      const piece = pieces[below(pieces.length)] ?? '';
      const rest = at + (below(2) === 0 ? 0 : below(4));
      return `${start}${String(value).slice(0, at)}${piece}${String(value).slice(rest)}`;
    });
  }
  return frame;
}
