import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ResultStrip } from '../../../../../src/renderer/features/workspaces/result-strip.tsx';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import { DeskContext, type DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';
import { placeOf } from '../../../../../src/renderer/workbench/places.ts';
import { aPop, aTicket, aWorkspace } from '../../../../support/desk/desk-samples.ts';

/** A call that is over, whose result is owed, of a citizen with two open tickets. */
const workspace = {
  ...aWorkspace(aPop([aTicket(7), aTicket(9)], { match: 'several' })),
  answeredAt: 1,
  endedAt: 2,
  result: null,
};

async function shown(sheetKey: string | null): Promise<string> {
  const place = { ...placeOf(workspace.callId, workspace), sheetKey };
  const sheets = { 'a-sheet': {} };
  const stores = {
    workbench: createStore(() => ({ places: [place], activeKey: place.key, sheets })),
    deps: { schedule: () => () => undefined },
  } as unknown as DeskStores;
  return renderToStaticMarkup(
    <I18nextProvider i18n={await createTexts()}>
      <DeskContext value={stores}>
        <ResultStrip />
      </DeskContext>
    </I18nextProvider>,
  );
}

test('the digits give the result only when they choose no ticket', async () => {
  const choosing = await shown(null);
  expect(choosing).not.toContain('<kbd');
  expect(choosing).not.toContain('按数字键');
  const chosen = await shown('a-sheet');
  expect(chosen.match(/<kbd/g)).toHaveLength(9);
  expect(chosen).toContain('按数字键');
});
