import { expect, it } from 'vitest';
import {
  type KnowledgeEntry,
  recordedOf,
  whomOf,
} from '../../../../../src/shared/domain/knowledge/knowledge.ts';

const entry: KnowledgeEntry = {
  entryId: 'e',
  entryNo: 'K-0217',
  version: 3,
  title: '',
  body: '',
  answer: '旧文',
  categoryCode: 'supply.outage',
  synonyms: [],
  validFrom: 0,
  validUntil: null,
  updatedAt: 0,
};
const wording = {
  spoken: '口播',
  recorded: '记录',
  mayAnswerDirectly: true,
  source: '',
  reviewer: '',
  reviewOn: '2026-12-31',
  audience: 'public',
  toConfirm: [],
} as const;

it('is recorded in its own words, and in the old answer where it has none', () => {
  expect(recordedOf({ ...entry, wording })).toBe('记录');
  expect(recordedOf(entry)).toBe('旧文');
});

it.each([
  ['【背景】管网\n【找谁】 供水公司\n抢修班 \n【其他】', '供水公司\n抢修班'],
  ['【找谁】供水公司', '供水公司'],
  ['【背景】管网', ''],
  ['找谁：供水公司', ''],
])('names whom to turn to as it stands under its heading: %j', (body, whom) => {
  expect(whomOf({ body })).toBe(whom);
});
