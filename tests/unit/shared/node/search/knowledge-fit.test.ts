import { expect, it } from 'vitest';
import { createDemoTickets } from '../../../../../src/hub/seed/demo-tickets.ts';
import { createKnowledge } from '../../../../../src/hub/seed/create-knowledge.ts';
import { createChineseWords } from '../../../../../src/shared/node/search/chinese-words.ts';
import { freshNotices } from '../../../../support/knowledge/fresh-notices.ts';
import { judged } from '../../../../support/knowledge/judged.ts';
import { knowledgeStore } from '../../../../support/knowledge/knowledge-store.ts';

const now = Date.UTC(2026, 5, 12);
const words = createChineseWords();
const base = createKnowledge(now);
const store = knowledgeStore(words, base);
const noPlace = { district: null, address: '' };
const suggest = (content: string, categoryCode: string | null = null, of = store) =>
  of.suggestKnowledge({ content, categoryCode, ...noPlace }, now);
const numbers = (content: string, categoryCode: string | null = null) =>
  suggest(content, categoryCode).map(({ hit }) => hit.entry.entryNo);

/** Not of water, or of nothing: what a hotline hears as well. */
const foreign = [
  '想问社保卡怎么办理',
  '市民反映小区门口有人摆摊占道经营，影响出行，希望城管处理',
  '路灯不亮，晚上看不见',
  '邻居家的狗每天晚上叫，物业不管',
  '公交车晚点半小时，站牌没有更新',
  '学校门口堵车，希望交警疏导',
  '来电咨询中考成绩查询',
  '电梯坏了三天没人修',
  '暖气不热',
  '您好，请问一下',
];

it('offers what a demand is about, with the words that say so', () => {
  const [first] = suggest('市民说昨天晚上开始家里没水，楼上楼下都一样，希望尽快处理');
  expect(first?.hit.entry.entryNo).toBe('K-0101');
  expect(first?.words.join()).toContain('没水');
  expect(numbers('样例街18号门前井盖缺失，井口敞着，很危险')[0]).toBe('K-0204');
});

it('reads the end of a long text, too', () => {
  const long = `${'市民情绪激动，反复说明情况，要求尽快答复。'.repeat(60)}最后说家里没水。`;
  expect(numbers(long)).toContain('K-0101');
});

it.each(foreign)('offers nothing for what fits nothing: %s', (content) => {
  expect(numbers(content)).toEqual([]);
});

it('is right when it says something: the demands of the demo, each with an entry of its own category first', () => {
  const demands = createDemoTickets(now).filter(({ content }) => content !== '');
  const offered = demands.map(({ content, categoryCode }) => ({
    categoryCode,
    first: suggest(content, categoryCode)[0]?.hit.entry.categoryCode,
  }));
  const said = offered.filter(({ first }) => first !== undefined);
  expect(said.length).toBeGreaterThan(demands.length / 2);
  const right = said.filter(({ first, categoryCode }) => first === categoryCode);
  expect(right.length / said.length).toBeGreaterThanOrEqual(0.8);
});

it('seldom offers a wrong entry for the judged questions, and fresh notices do not change that', () => {
  const crowded = knowledgeStore(words, [...base, ...freshNotices(now)]);
  for (const of of [store, crowded]) {
    const offered = judged.office.map(({ q, ids }) => ({
      ids,
      found: suggest(q, null, of).map(({ hit }) => hit.entry.entryNo),
    }));
    const said = offered.filter(({ found }) => found.length > 0);
    const right = said.filter(({ ids, found }) => found.some((entryNo) => ids.includes(entryNo)));
    expect(said.length).toBeGreaterThanOrEqual(20);
    expect(right.length / said.length).toBeGreaterThanOrEqual(0.9);
  }
});
