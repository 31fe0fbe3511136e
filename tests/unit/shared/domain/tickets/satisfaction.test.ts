import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { satisfactionMeanings } from '../../../../../src/shared/domain/tickets/satisfaction.ts';

const read = (path: string) => readFile(new URL(`../../../../../${path}`, import.meta.url), 'utf8');

it('says the same of each digit in the prompt of the PBX, in its dial plan and on a ticket', async () => {
  const [readme, dialPlan] = [
    await read('deploy/asterisk/README.md'),
    await read('deploy/asterisk/extensions.conf'),
  ];
  const prompt = Object.entries(satisfactionMeanings)
    .toSorted(([a], [b]) => Number(b) - Number(a))
    .map(([digit, meaning]) => `${meaning}请按${digit}`)
    .join('，');
  expect(readme).toContain(`“请您评价本次服务：${prompt}。”`);
  for (const [digit, meaning] of Object.entries(satisfactionMeanings))
    expect(dialPlan).toContain(`${digit} ${meaning}`);
  expect(dialPlan).toContain('Best: 5');
  expect(satisfactionMeanings[5]).toBe('非常满意');
});
