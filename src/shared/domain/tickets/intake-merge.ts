import { cleanLine, cleanLines } from '../../clean-text.ts';
import { type Intake, emptyIntake } from './ticket.ts';

/** Fields of a form in the order in which it shows them. */
export const intakeFields = [
  'kind',
  'categoryCode',
  'district',
  'address',
  'requesterName',
  'requesterNumber',
  'content',
  'answer',
  'citations',
  'against',
] as const satisfies readonly (keyof Intake)[];
export type IntakeField = (typeof intakeFields)[number];

/** What somebody changed of an intake, and nothing else. */
export type IntakeChanges = { readonly [Field in IntakeField]?: Intake[Field] | undefined };

/** The intake of a ticket, field by field, so that two compare equal whatever else the ticket holds. */
export function intakeOf(ticket: Intake): Intake {
  const { kind, categoryCode, district, address, content, answer, citations } = ticket;
  const { requesterName, requesterNumber, against } = ticket;
  return {
    kind,
    categoryCode,
    district,
    address,
    content,
    answer,
    citations,
    requesterName,
    requesterNumber,
    ...(against && { against }),
  };
}

/** Fields in which two intakes differ. What nobody sees (`clean-text.ts`) is no difference. */
export function differingFields(a: Intake, b: Intake): IntakeField[] {
  return intakeFields.filter((field) => told(a, field) !== told(b, field));
}

/** What was typed: the fields in which `now` differs from `base`, as they are now. */
export function changesOf(base: Intake, now: Intake): IntakeChanges {
  return fieldsOf(now, differingFields(base, now));
}

/**
 * What was typed, on an empty form: of a field to which something was added only that
 * (`null` = the form was empty). `also`: what was typed beside the form.
 */
export function ownWords(typed: Intake, base: Intake | null, also: readonly string[] = []): Intake {
  const own = base === null ? typed : withChanges(emptyIntake, changesOf(base, typed));
  const texts = base === null ? {} : textsOf((field) => inserted(base[field], own[field]));
  return also.reduce((words, content) => joinedWords(words, { ...emptyIntake, content }), {
    ...own,
    ...texts,
  });
}

/** Both on one form, the second behind the first where both say something. */
export function joinedWords(first: Intake, second: Intake): Intake {
  const joined = withChanges(first, changesOf(emptyIntake, second));
  return {
    ...joined,
    ...textsOf((field) =>
      [first[field], second[field]]
        .filter((text, at, both) => text.trim() !== '' && both.indexOf(text) === at)
        .join(' ')
        .slice(0, longest[field]),
    ),
  };
}

const longest = {
  address: 200,
  content: 4000,
  answer: 4000,
  requesterName: 40,
  requesterNumber: 64,
} as const;
type TextField = keyof typeof longest;

function textsOf(text: (field: TextField) => string): Pick<Intake, TextField> {
  return {
    address: text('address'),
    content: text('content'),
    answer: text('answer'),
    requesterName: text('requesterName'),
    requesterNumber: text('requesterNumber'),
  };
}

/** What was put into `from` to make `to`; `to` itself where it is no mere insertion. */
function inserted(from: string, to: string): string {
  if (to === '') return '';
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && from.at(-1 - tail) === to.at(-1 - tail)) tail += 1;
  // Where something was taken out, whose the rest is cannot be told: no typed character is to be lost.
  return head + tail < from.length ? to : to.slice(head, to.length - tail).trim();
}

/** The intake with changes laid over it. */
export function withChanges(intake: Intake, changes: IntakeChanges): Intake {
  return intakeFields.reduce(
    (now, field) => (changes[field] === undefined ? now : { ...now, [field]: changes[field] }),
    intake,
  );
}

export interface IntakeMerge {
  /** Mine where I changed something, theirs everywhere else. */
  readonly merged: Intake;
  /** Changed on both sides, to different words: a person has to choose. */
  readonly clashes: readonly IntakeField[];
  /** Changed by the others alone. */
  readonly followed: readonly IntakeField[];
}

/**
 * Three-way merge of one form, field by field: `mine` and `theirs` both began as `base`. Text is never merged within a
 * field: two halves of two sentences make no answer to a citizen.
 */
export function mergeIntake(base: Intake, mine: Intake, theirs: Intake): IntakeMerge {
  const theirChanges = differingFields(base, theirs);
  const myChanges = differingFields(base, mine);
  const differing = differingFields(mine, theirs);
  return {
    merged: withChanges(theirs, fieldsOf(mine, myChanges)),
    clashes: differing.filter((field) => theirChanges.includes(field) && myChanges.includes(field)),
    followed: theirChanges.filter((field) => !myChanges.includes(field)),
  };
}

/** Some fields of an intake. */
export function fieldsOf(from: Intake, fields: readonly IntakeField[]): IntakeChanges {
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}

function told(intake: Intake, field: IntakeField): string {
  switch (field) {
    case 'content':
    case 'answer':
      return cleanLines(intake[field]);
    case 'citations':
      return intake.citations.map(({ entryId, version }) => `${entryId} ${version}`).join('\n');
    case 'against':
      return (intake.against ?? []).map(cleanLine).join('\n');
    case 'kind':
    case 'categoryCode':
    case 'district':
      // `null` is no choice; an empty choice is none either.
      return intake[field] ?? '';
    case 'address':
    case 'requesterName':
    case 'requesterNumber':
      return cleanLine(intake[field]);
  }
}
