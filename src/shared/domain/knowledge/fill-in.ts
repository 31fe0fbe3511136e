const place = '{{时限}}';

/**
 * A spoken text with the ticket's deadline in its places (`11月30日18:30`, Shanghai). Without one, the sentences that need it
 * are left out: nobody is told a time that no clock stands behind.
 */
export function fillIn(text: string, dueAt: number | null): string {
  if (dueAt !== null) return text.replaceAll(place, toldTime(dueAt));
  return text
    .split('\n')
    .map((line) =>
      (line.match(/[^。！？]*[。！？]?/gu) ?? [])
        .filter((sentence) => !sentence.includes(place))
        .join(''),
    )
    .filter((line) => line !== '')
    .join('\n');
}

function toldTime(at: number): string {
  const [, month = '', day = '', time = ''] =
    /-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(new Date(at + 8 * 3_600_000).toISOString()) ?? [];
  return `${Number(month)}月${Number(day)}日${time}`;
}
