import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axeApi from 'axe-core';
import type { Page } from 'playwright-core';

type AxeApi = typeof axeApi;

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules broken on the page, with where. What opens over the page stands outside of the landmarks. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: Pick<AxeApi, 'run'> };
    const { violations } = await checker.run(document);
    return violations
      .map(({ id, nodes }) => {
        const places = nodes.map((node) => node.target.join(' '));
        // A popover and what holds it stand at the end of the page, outside of `main`.
        const isPopover = (place: string) => {
          const found = document.querySelector(place);
          return found?.closest('.ant-popover') ?? found?.querySelector('.ant-popover') ?? null;
        };
        const bad = places.filter((place) => id !== 'region' || isPopover(place) === null);
        return { id, bad };
      })
      .filter(({ bad }) => bad.length > 0)
      .map(({ id, bad }) => `${id}: ${bad.join(', ')}`);
  });
}
