/** What a step of the course may ask before it is taken. */
export const stepFieldNames = [
  'ground',
  'reason',
  'channelTold',
  'suggestedOwner',
  'leadId',
  'assistIds',
  'instruction',
  'phonedTo',
  'decidedBy',
  'authority',
  'isReached',
  'note',
  'checks',
  'failed',
  'contact',
  'solved',
  'satisfaction',
  'text',
  'channel',
  'basis',
  'words',
  'level',
  'owner',
  'dueOn',
  'applicationId',
  'agrees',
  'rule',
  'cityFiles',
] as const;
export type StepFieldName = (typeof stepFieldNames)[number];

/** What is typed into a step before it is taken: texts by field; of several choices, with blanks between them. */
export type StepValues = Readonly<Partial<Record<StepFieldName, string>>>;
