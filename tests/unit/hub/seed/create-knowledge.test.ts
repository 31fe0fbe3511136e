import { describe, expect, it } from 'vitest';
import { createSeed } from '../../../../src/hub/seed/create-seed.ts';
import { whomOf } from '../../../../src/shared/domain/knowledge/knowledge.ts';

const { knowledge } = createSeed(Date.UTC(2026, 10, 23, 2, 30));
const texts = knowledge.map(({ entryNo, wording, body, answer }) => {
  if (!wording) throw new Error(`${entryNo} has no wording`);
  return { entryNo, ...wording, body, answer };
});
const find = (no: string) => {
  const text = texts.find(({ entryNo }) => entryNo === no);
  if (!text) throw new Error(`no entry ${no}`);
  return text;
};

describe.each(texts)('$entryNo', (text) => {
  const { spoken, recorded, body } = text;

  it('records what the citizen was told, and nothing as done or promised', () => {
    expect(recorded).toMatch(/^已(?:告知|提示)来电人：/u);
    expect(recorded).not.toMatch(
      /已(?:经)?[^，。；：]{0,12}(?:通知|登记|上报|转给|转交|转办|派单|交办|安排|联系)|会(?:请|派|有人|安排|尽快|回访)|结果[^。；]{0,6}(?:回复|答复)|回复您|马上|尽快|我们|\{\{/u,
    );
    expect(text.answer, 'what desks of before insert').toBe(recorded);
  });

  it('tells of nothing as done that is done after the call', () => {
    expect(spoken).not.toMatch(
      /已(?:经)?[^，。；]{0,12}(?:通知|登记|报告|上报|转给|转交|转办|派单|交办|安排)|登记[^，。；]{0,6}并(?:电话)?通知/u,
    );
    for (const told of spoken.matchAll(/电话(?:通知|告知)|报水务执法/gu))
      expect(spoken.slice(Math.max(0, told.index - 8), told.index)).toMatch(/挂机后马上/u);
  });

  it('promises no secrecy that the program does not keep, and no answer that nobody owes', () => {
    expect(spoken + recorded + body).not.toMatch(/严格保密|会保密|信息保密|按保密件|勾选/u);
    expect(spoken + recorded).not.toMatch(
      /结果(?:会|按规定|会按规定)[^。]*(?:回复|答复|告诉)您|我们还会回访|他们的答复我们会转告/u,
    );
  });

  it('can be read aloud in the middle of a talk, in plain words', () => {
    for (const paragraph of spoken.split('\n')) {
      expect(paragraph.length, paragraph).toBeLessThanOrEqual(120);
      expect(paragraph).toMatch(/[。？]$/u);
    }
    expect(spoken).not.toMatch(/您好|经办部门|权属单位|抢排|管理单位|按规定回复/u);
  });

  it('says where it comes from, who stands for it, until when, and whom to turn to', () => {
    expect(text.source).not.toBe('');
    expect(text.reviewer).toMatch(/岗$|班长$/u);
    expect(text.reviewOn).toMatch(/^2027-\d\d-\d\d$/);
    expect(whomOf(text)).not.toBe('');
    expect(body).toMatch(/【背景】.+[^]*【怎么做】[^]+【找谁】/u);
  });
});

it.each(texts.filter(({ mayAnswerDirectly }) => mayAnswerDirectly))(
  '$entryNo may be answered directly: it promises no act',
  ({ spoken }) => {
    expect(spoken).not.toMatch(
      /登记|挂机后|给您答复|\{\{时限\}\}|报班长|我(?:来|这就|现在|马上)|会(?:派|请|安排|有人)/u,
    );
  },
);

it.each(texts.filter(({ body }) => body.includes('【待填】')))(
  '$entryNo has an open place: it says what is to be confirmed',
  ({ toConfirm }) => {
    expect(toConfirm).not.toEqual([]);
  },
);

it('a deadline is told only where the ticket’s clock stands behind it', () => {
  for (const { spoken } of texts)
    for (const [sentence] of spoken.matchAll(/[^。？\n]*\d+ *(?:天|小时|分钟)[^。？\n]*/gu))
      expect(sentence).toMatch(/法规|应当提前 24 小时|条例/u);
});

it('asks for no name, number, firm or address of who reports in the demand’s text', () => {
  expect(find('K-0302').body).toContain('举报人的姓名、电话、单位、住址一律不写进诉求内容');
});

it('tells the law as its articles have it', () => {
  const source = find('K-0305');
  expect(source.body).toMatch(/一级保护区内禁止.*游泳、垂钓/u);
  expect(source.body).toMatch(/【找谁】生态环境部门/u);
  expect(source.spoken).toContain('一级保护区');
  expect(source.spoken).not.toMatch(/水源保护区内不允许/u);
  expect(find('K-0206').body).toContain('雨水、污水分流地区，不得将污水排入雨水管网（第二十条）');
  expect(find('K-0102').body).toContain('不要在公共供水管道上直接装泵抽水');
  expect(find('K-0307').body).toContain('第四十二条第四项');
  expect(find('K-0104').body).toContain('进户总水表以前');
  expect(find('K-0208').spoken).toContain('靠江（水）一侧，还是靠房子一侧');
});

it('names no number that the office has not given, and no price', () => {
  const known = ['110', '119', '120', '122', '96510', '12345', '12319'];
  for (const { entryNo, spoken, recorded, body } of texts) {
    for (const [number] of (spoken + recorded + body).matchAll(
      /(?<![\d-])\d{3,11}(?!\d| *毫米| *年)/gu,
    ))
      expect(known, entryNo).toContain(number);
    expect(spoken + recorded + body).not.toMatch(/\d(?:\.\d+)? *元/u);
  }
});
