import type { PhraseScope } from '../../../shared/domain/phrases/phrases.ts';
import { useStores } from '../../parts/desk-context.ts';
import { phraseFactsOf } from '../../parts/phrase-facts.ts';
import { PhraseField, type PhraseFieldProps } from '../../parts/phrase-field.tsx';
import { useDepartmentName } from '../../parts/use-departments.ts';
import { openSheet } from '../../workbench/workbench-state.ts';

/** A field of the open ticket with this desk's text modules, and with what is known of the ticket in their places. */
export function DeskPhraseField(
  props: Pick<PhraseFieldProps, 'value' | 'isBarred' | 'children'> & {
    readonly scope: PhraseScope;
  },
) {
  const { deps, workbench, desk } = useStores();
  const departmentName = useDepartmentName();
  return (
    <PhraseField
      {...props}
      load={async () => (await deps.api.knowledge.phrases()).phrases}
      facts={() => {
        const sheet = openSheet(workbench.getState());
        if (sheet === null) return {};
        const { ticket, ticketNo, intake } = sheet;
        const workNo = desk.getState().desk?.user?.workNo ?? '';
        return phraseFactsOf({
          ticket,
          ticketNo,
          intake,
          workNo,
          departmentName,
          now: deps.clock.now(),
        });
      }}
    />
  );
}
