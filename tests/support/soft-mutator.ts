const values = [
  '',
  '0',
  '水务',
  '"a" ',
  '%41',
  'z9hG4bKx',
  '4294967',
  '-',
  'a=b',
  ';x',
  'audio',
  '*',
];
const extra = ['X-Note: a', 'Supported: timer, 100rel', 'Allow: INVITE, BYE', 'Subject: 漏水'];
const more = ['Session-Expires: 90;refresher=uac', 'Reason: Q.850;cause=16', 'Alert-Info: <a:b>'];

/**
 * Wounds that leave the form of a message whole, so that it gets past the guard into the states of sip.js: body and SDP,
 * names, tags, branch, sequence number, order of headers, headers that nobody knows. Length and body agree afterwards.
 */
export function mutateSoftly(message: string, random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const any = (list: readonly string[]) => list[below(list.length)] ?? '';
  const end = message.indexOf('\r\n\r\n');
  if (end < 0) return message;
  let lines = message.slice(0, end).split('\r\n');
  let body = message.slice(end + 4);
  const change = (start: RegExp, from: RegExp, to: string) => {
    lines = lines.map((line) => (start.test(line) ? line.replace(from, () => to) : line));
  };
  for (let wounds = below(3); wounds >= 0; wounds -= 1) {
    const at = below(body.length + 1);
    const line = 1 + below(lines.length - 1);
    switch (below(9)) {
      case 0:
        body = body.slice(0, at) + any(values) + body.slice(at + below(6));
        break;
      case 1:
        body = body.split('\r\n').toSpliced(below(12), 1).join('\r\n');
        break;
      case 2:
        change(/^(From|To):/, /:[^<]*</, `: "${any(['a', '水务', 'a b', ''])}" <`);
        break;
      case 3:
        change(/^(From|To):/, /;tag=[^;]*/, `;tag=${below(99)}`);
        break;
      case 4:
        change(/^Via:/, /branch=[^;,]*/, `branch=z9hG4bK${below(2 ** 31)}`);
        break;
      case 5:
        change(/^CSeq:/, /\d+/, String(below(2 ** 30)));
        break;
      case 6:
        lines.splice(line, 0, any(extra));
        break;
      case 7:
        lines.splice(line, 0, any(more));
        break;
      default:
        lines.push(...lines.splice(line, 1));
    }
  }
  const length = Buffer.byteLength(body);
  change(/^Content-Length:/i, /:.*/, `: ${length}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
