import type { Page } from 'playwright-core';

/** What an input method shows while a word is being composed, one state after the other. */
export async function compose(page: Page, texts: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const text of texts) {
    const end = text.length;
    await session.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
  }
}

/** What it puts in place of that. */
export async function imeTakes(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.insertText', { text });
}
