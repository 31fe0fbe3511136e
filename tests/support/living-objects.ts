import type { Page } from 'playwright-core';

/** How many objects of a class the page still holds after a garbage collection. */
export async function countLiving(page: Page, className: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    const { result } = await session.send('Runtime.evaluate', {
      expression: `${className}.prototype`,
    });
    if (!result.objectId) throw new Error(`this page has no ${className}`);
    // Collects the garbage itself.
    const { objects } = await session.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId,
    });
    const { result: count } = await session.send('Runtime.callFunctionOn', {
      ...(objects.objectId === undefined ? {} : { objectId: objects.objectId }),
      functionDeclaration: 'function () { return this.length; }',
      returnByValue: true,
    });
    return Number(count.value);
  } finally {
    await session.detach();
  }
}
