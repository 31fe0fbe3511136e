import { expect, it } from 'vitest';
import { createSeed } from '../../../../src/hub/seed/create-seed.ts';

const { knowledge } = createSeed(Date.UTC(2026, 10, 23, 2, 30));
const answers = knowledge.map(({ entryNo, answer }) => [entryNo, answer] as const);
const bodies = knowledge.map(({ entryNo, body }) => [entryNo, body] as const);

/** Read to a citizen on a recorded line, before anybody else has heard of the matter. */
it.each(answers)('%s tells of nothing as done that is done after the call', (_, answer) => {
  expect(answer).not.toMatch(
    /已(?:经)?[^，。；]{0,12}(?:通知|登记|报告|上报|转给|转交|转办|派单|交办|安排)|登记[^，。；]{0,6}并(?:电话)?通知/u,
  );
  for (const told of answer.matchAll(/通知|报水务执法/gu))
    expect(answer.slice(Math.max(0, told.index - 8), told.index)).toMatch(/挂机后马上/u);
});

it.each([...answers, ...bodies])(
  '%s promises no secrecy that the program does not keep',
  (_, text) => {
    expect(text).not.toMatch(/严格保密|会保密|信息保密|按保密件|勾选/u);
  },
);

it.each(answers)('%s promises nobody’s visit and no answer that nobody owes', (_, answer) => {
  expect(answer).not.toMatch(
    /结果(?:会|按规定|会按规定)[^。]*(?:回复|答复|告诉)您|我们还会回访|他们的答复我们会转告/u,
  );
});

it('asks for no name, number, firm or address of who reports in the demand’s text', () => {
  const { body } = knowledge.find(({ entryNo }) => entryNo === 'K-0302') ?? { body: '' };
  expect(body).toContain('举报人的姓名、电话、单位、住址一律不写进诉求内容');
});

it('tells water source law as articles 65 and 66 have it', () => {
  const { body, answer } = knowledge.find(({ entryNo }) => entryNo === 'K-0305') ?? {
    body: '',
    answer: '',
  };
  expect(body).toMatch(/一级保护区内禁止.*游泳、垂钓/u);
  expect(body).toMatch(/【找谁】生态环境部门/u);
  expect(answer).toContain('一级保护区');
  expect(answer).not.toMatch(/水源保护区内不允许/u);
});
