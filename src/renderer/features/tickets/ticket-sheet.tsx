import { useState } from 'react';
import { attachmentsOf } from '../../../shared/domain/tickets/attachments.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { moveAmongTabs } from '../../ui/tab-keys.ts';
import { type Sheet, isLocked } from '../../workbench/sheet.ts';
import { ClosedStrip } from './closed-strip.tsx';
import { ClockStrip } from './clock-strip.tsx';
import { FolderButton } from './folder-button.tsx';
import { PrintButton } from './print-button.tsx';
import { TicketCalls } from './ticket-calls.tsx';
import { TicketCourse } from '../../parts/ticket-course.tsx';
import { TicketFiles } from './ticket-files.tsx';
import { TicketFoot } from './ticket-foot.tsx';
import { HintStrip } from './hint-strip.tsx';
import { IncidentBand } from './incident-band.tsx';
import { StormForm } from './storm-form.tsx';
import { TicketForm } from './ticket-form.tsx';
import { TicketSteps } from './ticket-steps.tsx';
import { TicketWorkTab } from './ticket-work-tab.tsx';
import { useHints } from './use-hints.ts';
import { type StormSheet, useStormSheet } from './use-storm-sheet.ts';

const tabs = ['intake', 'work', 'files', 'course', 'calls'] as const;
type Tab = (typeof tabs)[number];

/** One ticket: its clock, its tabs, what may be done with it. */
export function TicketSheet({ sheet }: { readonly sheet: Sheet }) {
  const t = useText();
  // Not a key on the form, which would draw it anew for each ticket (ADR 0236).
  const [chosen, setChosen] = useState<{ readonly draftKey: string; readonly tab: Tab } | null>(
    null,
  );
  const tab = chosen?.draftKey === sheet.draftKey ? chosen.tab : 'intake';
  const storm = useStormSheet(sheet);
  const setTab = (next: Tab) => setChosen({ draftKey: sheet.draftKey, tab: next });
  const counts = {
    intake: 0,
    work: 0,
    files: sheet.ticket ? attachmentsOf(sheet.ticket).length : 0,
    course: sheet.ticket?.course.length ?? 0,
    calls: sheet.ticket?.callIds.length ?? 0,
  };
  return (
    <>
      {isLocked(sheet) ? <ClosedStrip sheet={sheet} /> : <ClockStrip sheet={sheet} />}
      <div className="ticket__tabs">
        <div
          className="ticket__tablist"
          role="tablist"
          aria-label={t('ticket.title')}
          onKeyDown={moveAmongTabs}
        >
          {tabs.map((name) => (
            <button
              key={name}
              id={`ticket-tab-${name}`}
              type="button"
              role="tab"
              aria-selected={name === tab}
              aria-controls="ticket-tabpanel"
              tabIndex={name === tab ? 0 : -1}
              onClick={() => setTab(name)}
            >
              {t(`ticket.tabs.${name}`, { count: counts[name] })}
            </button>
          ))}
        </div>
        <span className="ticket__no num">
          {sheet.ticket?.flags.map((flag) => (
            <span key={flag} className="tag tag--warn">
              {t(`ticket.flags.${flag}`)}
            </span>
          ))}
          {sheet.ticketNo ?? t('ticket.noNumberYet')}
          {sheet.ticket && (
            <>
              <PrintButton key={sheet.draftKey} ticket={sheet.ticket} />
              <FolderButton ticket={sheet.ticket} />
            </>
          )}
        </span>
      </div>
      <div
        id="ticket-tabpanel"
        className="panel__body"
        role="tabpanel"
        aria-labelledby={`ticket-tab-${tab}`}
        tabIndex={-1}
      >
        {tab === 'intake' && <IntakeTab sheet={sheet} storm={storm} />}
        {tab === 'work' && <TicketWorkTab ticket={sheet.ticket} />}
        {tab === 'files' && <TicketFiles ticket={sheet.ticket} />}
        {tab === 'course' && <TicketCourse ticket={sheet.ticket} />}
        {tab === 'calls' && <TicketCalls ticket={sheet.ticket} />}
      </div>
      <TicketSteps sheet={sheet} />
      <TicketFoot sheet={sheet} saveAs={storm.saveAs} />
    </>
  );
}

/** What is typed, whole or in the short form of a storm, with what this desk knows of it. */
function IntakeTab({ sheet, storm }: { readonly sheet: Sheet; readonly storm: StormSheet }) {
  const t = useText();
  const { isShort, toggle } = storm;
  const hints = useHints(sheet);
  useKeys(toggle === null ? {} : { wholeForm: toggle });
  return (
    <>
      <IncidentBand sheet={sheet} />
      {isShort && toggle ? (
        <StormForm sheet={sheet} onWhole={toggle} />
      ) : (
        <>
          {toggle && (
            <button
              type="button"
              className="link stormform__back"
              aria-keyshortcuts={ariaKey('wholeForm')}
              onClick={toggle}
            >
              {t('stormForm.short')}
              <kbd className="kbd" aria-hidden>
                {keyHint('wholeForm')}
              </kbd>
            </button>
          )}
          <TicketForm sheet={sheet} />
        </>
      )}
      <HintStrip sheet={sheet} hints={hints} />
    </>
  );
}
