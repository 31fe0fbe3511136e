import type { KeyboardEvent } from 'react';
import {
  type StormIntake,
  isPersonTrapped,
  readStormIntake,
  trappedAnswers,
  writeStormIntake,
} from '../../../shared/domain/incidents/storm-words.ts';
import type { Intake } from '../../../shared/domain/tickets/ticket.ts';
import { useWorkbench } from '../../parts/desk-context.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useText } from '../../parts/use-text.ts';
import { ticketFormId } from '../../ui/focus-place.ts';
import { type Sheet, isLocked } from '../../workbench/sheet.ts';
import { DeskPhraseField } from './desk-phrase-field.tsx';
import { Field } from './field.tsx';
import './hints.css';
import { NumberField } from './number-field.tsx';

/** What a demand taken in the short form is, unless somebody has said otherwise. */
const ofStorm = { kind: 'help', categoryCode: 'drainage.waterlogging' } as const;

/** 暴雨模式: the five things that are asked, in order, by keyboard alone. Enter goes on to the next; Ctrl+S saves. */
export function StormForm({ sheet, onWhole }: { readonly sheet: Sheet; onWhole(): void }) {
  const t = useText();
  const editSheet = useWorkbench((state) => state.edit);
  const { intake, draftKey } = sheet;
  const edit = (patch: Partial<Intake>) =>
    editSheet(draftKey, {
      ...(intake.kind === null ? { kind: ofStorm.kind } : {}),
      ...(intake.categoryCode === null ? { categoryCode: ofStorm.categoryCode } : {}),
      ...patch,
    });
  const typed = readStormIntake(intake.content);
  const say = (patch: Partial<StormIntake>) =>
    edit({ content: writeStormIntake({ ...typed, ...patch }).slice(0, 4000) });
  const part = { sheet, edit, readOnly: isLocked(sheet) || sheet.busy !== null };
  const { readOnly } = part;
  return (
    <div id={ticketFormId} className="ticketform stormform" onKeyDown={goOnByEnter}>
      <p className="stormform__head">
        {t('stormForm.head')}
        <button
          type="button"
          className="link"
          aria-keyshortcuts={ariaKey('wholeForm')}
          onClick={onWhole}
        >
          {t('stormForm.whole')}
          <kbd className="kbd" aria-hidden>
            {keyHint('wholeForm')}
          </kbd>
        </button>
      </p>
      <Field name="address" label={t('stormForm.place')} required sheet={sheet}>
        {(control) => (
          <input
            {...control}
            className="input"
            data-first-field
            autoComplete="off"
            maxLength={200}
            readOnly={readOnly}
            placeholder={t('stormForm.placeHint')}
            value={intake.address}
            onChange={(event) => edit({ address: event.target.value })}
          />
        )}
      </Field>
      <Field name="content" label={t('stormForm.situation')} sheet={sheet}>
        {(control) => (
          <input
            {...control}
            className="input"
            autoComplete="off"
            maxLength={400}
            readOnly={readOnly}
            placeholder={t('stormForm.situationHint')}
            value={typed.situation}
            onChange={(event) => say({ situation: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="stormform__trapped" disabled={readOnly}>
        <legend>{t('stormForm.trapped')}</legend>
        <div>
          {trappedAnswers.map((answer) => (
            <label key={answer}>
              <input
                type="radio"
                name="storm-trapped"
                value={answer}
                checked={typed.trapped === answer}
                // A radio group of which none is chosen is entered at its first.
                onChange={() => say({ trapped: answer })}
              />{' '}
              {t(`stormForm.trappedAnswers.${answer}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {isPersonTrapped(typed.trapped) && (
        <p className="stormform__danger" role="alert">
          {t('stormForm.danger')}
          <kbd className="kbd" aria-hidden>
            {keyHint('emergency')}
          </kbd>
        </p>
      )}
      <NumberField {...part} />
      <div className="field field--wide">
        <label htmlFor="storm-note">{t('stormForm.note')}</label>
        <DeskPhraseField scope="content" value={typed.note} isBarred={readOnly}>
          {(attach) => (
            <textarea
              {...attach}
              id="storm-note"
              className="input"
              rows={2}
              autoComplete="off"
              maxLength={3000}
              readOnly={readOnly}
              placeholder={t('stormForm.noteHint')}
              value={typed.note}
              onChange={(event) => say({ note: event.target.value })}
            />
          )}
        </DeskPhraseField>
      </div>
    </div>
  );
}

/** Enter in a line goes to the next field, as Tab does; an input method and the note keep it for themselves. */
function goOnByEnter(event: KeyboardEvent<HTMLElement>): void {
  const { key, nativeEvent, target, currentTarget, ctrlKey, altKey } = event;
  if (key !== 'Enter' || nativeEvent.isComposing || ctrlKey || altKey) return;
  if (!(target instanceof HTMLInputElement)) return;
  event.preventDefault();
  const fields = [...currentTarget.querySelectorAll<HTMLElement>('input, textarea')];
  const isGroup = (field: HTMLElement) =>
    field instanceof HTMLInputElement && field.type === 'radio' && field.name === target.name;
  const at = fields.indexOf(target);
  fields
    .find((field, index) => index > at && !(target.type === 'radio' && isGroup(field)))
    ?.focus();
}
