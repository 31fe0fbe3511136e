/**
 * What a citizen's digit means, in the IVR's question, in `HotlineScore` and on a ticket: 5 is the best. Recordings of many
 * hotlines say it the other way round (1 = 非常满意); such a prompt turns every figure upside down, so the prompt of a site
 * must say exactly this (deploy/asterisk/README.md).
 */
export const satisfactionMeanings = {
  5: '非常满意',
  4: '满意',
  3: '基本满意',
  2: '不满意',
  1: '非常不满意',
} as const;
