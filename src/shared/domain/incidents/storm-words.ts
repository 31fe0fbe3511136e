/** 是否有人、车辆被困. */
export const trappedAnswers = ['none', 'people', 'vehicles', 'both'] as const;
export type Trapped = (typeof trappedAnswers)[number];

/** What the short form of a storm asks beside place and number. It lives in the ticket's one text, so that each form shows what the other has. */
export interface StormIntake {
  /** 积水深度或情况, one line. */
  readonly situation: string;
  /** `null` = not asked yet. */
  readonly trapped: Trapped | null;
  readonly note: string;
}

const heads = { situation: '积水情况：', trapped: '被困：', note: '备注：' } as const;
/** What somebody has said, without the head that the short form has put before it. */
export function withoutHead(content: string): string {
  return content.startsWith(heads.situation) ? content.slice(heads.situation.length) : content;
}

const trappedText: Readonly<Record<Trapped, string>> = {
  none: '无人员车辆被困',
  people: '有人被困',
  vehicles: '有车辆被困',
  both: '有人和车辆被困',
};

/** As the ticket's text: a line for each that says something, the note last and as it is. */
export function writeStormIntake({ situation, trapped, note }: StormIntake): string {
  return [
    situation === '' ? [] : [heads.situation + situation.replaceAll('\n', ' ')],
    trapped === null ? [] : [heads.trapped + trappedText[trapped]],
    note === '' ? [] : [heads.note + note],
  ]
    .flat()
    .join('\n');
}

/** Reads the text again. Whatever is not of the short form belongs to the note: nothing that was typed is passed over. */
export function readStormIntake(content: string): StormIntake {
  let read: StormIntake = { situation: '', trapped: null, note: '' };
  if (content === '') return read;
  const lines = content.split('\n');
  const at = lines.findIndex((line) => line.startsWith(heads.note));
  const before = at < 0 ? lines : lines.slice(0, at);
  const left: string[] = [];
  for (const line of before) {
    const trapped = trappedAnswers.find((one) => line === heads.trapped + trappedText[one]);
    const situation = line.slice(heads.situation.length);
    if (line.startsWith(heads.situation) && read.situation === '' && situation !== '')
      read = { ...read, situation };
    else if (trapped !== undefined && read.trapped === null) read = { ...read, trapped };
    else left.push(line);
  }
  const noted = at < 0 ? [] : [lines.slice(at).join('\n').slice(heads.note.length)];
  return { ...read, note: [...left, ...noted].join('\n') };
}

/** A person in danger: urgent, whatever else the ticket says. */
export function isPersonTrapped(trapped: Trapped | null | undefined): boolean {
  return trapped === 'people' || trapped === 'both';
}
