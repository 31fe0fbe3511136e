import { ArrowLeft, MessagesSquare, PhoneForwarded, Siren } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import { emergencyTarget } from '../../../shared/domain/calls/dial-plan.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { keys } from '../../parts/keys.ts';
import { useText } from '../../parts/use-text.ts';
import { dialerStore } from './dialer-store.ts';
import { emergencyStore } from './emergency-store.ts';
import { whyNumberDisabled, plannedDigits } from '../../parts/dial-rules.ts';
import { KeyGrid } from './key-grid.tsx';
import { NumberInput } from './number-input.tsx';
import { partyName } from './party-name.ts';
import { moveFocus, useShownFocus } from '../../ui/shown-focus.ts';
import { type Target, TransferTile } from './transfer-tile.tsx';
import { useHandOver } from './use-hand-over.ts';

export interface TransferPanelProps {
  readonly call: CallView;
  onDone(): void;
}

/** 转接: whom first, by name, number or a tile; then how. No tile and no digit hands a citizen over by itself. */
export function TransferPanel({ call, onDone }: TransferPanelProps) {
  const t = useText();
  const [chosen, setChosen] = useState<Target | null>(null);
  return (
    <div className="transfer" role="group" aria-label={t('lines.transfer.title')}>
      {chosen ? (
        <Chosen call={call} target={chosen} onBack={() => setChosen(null)} onDone={onDone} />
      ) : (
        <Targets call={call} onChoose={setChosen} onDone={onDone} />
      )}
    </div>
  );
}

interface TargetsProps extends TransferPanelProps {
  onChoose(target: Target): void;
}

/** The field, and the tiles that what stands in it leaves: ↓ goes to them, 1 to 9 chooses one there. */
function Targets({ call, onChoose, onDone }: TargetsProps) {
  const t = useText();
  const text = useFeature(dialerStore, (state) => state.text);
  const partners = useDeskState((desk) => desk.calling?.partners ?? []).filter(({ name, number }) =>
    `${name} ${number}`.includes(text.trim()),
  );
  const recent = useFeature(dialerStore, (state) => state.recent)
    .filter(({ display }) => display !== call.number.display)
    .slice(0, text.trim() === '' ? 4 : 0)
    .map(({ display }) => ({ name: maskNumber(display), number: display, shown: '' }));
  const known = partners.map((partner) => ({ ...partner, shown: partner.number }));
  const targets: readonly Target[] = [...known, ...recent];
  const list = useRef<HTMLDivElement>(null);
  const chooseByDigit = (event: KeyboardEvent<HTMLElement>) => {
    const target = /^[1-9]$/.test(event.key) ? targets[Number(event.key) - 1] : undefined;
    if (!target) return moveFocus(event);
    event.stopPropagation();
    onChoose(target);
  };
  const tile = (target: Target, index: number) => (
    <TransferTile
      key={`${target.name} ${target.number}`}
      target={target}
      place={index + 1}
      onChoose={onChoose}
    />
  );
  return (
    <>
      <ToNumber
        call={call}
        onDone={onDone}
        only={known.length === 1 ? (known[0] ?? null) : null}
        onChoose={onChoose}
        onDown={() => list.current?.querySelector('button')?.focus()}
      />
      <EmergencyTile onDone={onDone} />
      <div ref={list} className="transfer__tiles" onKeyDown={chooseByDigit}>
        {known.length > 0 && (
          <>
            <p className="transfer__title">
              {t('lines.transfer.partners')} <small>{t('lines.transfer.partnersHint')}</small>
            </p>
            <div className="transfer__list">{known.map(tile)}</div>
          </>
        )}
        {recent.length > 0 && (
          <>
            <p className="transfer__title">{t('lines.transfer.recent')}</p>
            <div className="transfer__list">
              {recent.map((target, index) => tile(target, known.length + index))}
            </div>
          </>
        )}
      </div>
    </>
  );
}

/** 110 and citizen at once, for a call of danger. */
function EmergencyTile({ onDone }: { onDone(): void }) {
  const t = useText();
  const calling = useDeskState((desk) => desk.calling);
  const press = useFeature(emergencyStore, (state) => state.press);
  const who = calling && emergencyTarget(calling);
  if (!who) return null;
  return (
    <button
      type="button"
      className="button transfer__danger"
      aria-keyshortcuts={keys.emergency}
      onClick={() => {
        onDone();
        press();
      }}
    >
      <Siren size={15} aria-hidden />
      {t('emergency.tile', { who: partyName(calling, who.number) })}
      <kbd className="kbd" aria-hidden>
        {keys.emergency}
      </kbd>
    </button>
  );
}

interface ChosenProps extends TransferPanelProps {
  readonly target: Target;
  onBack(): void;
}

/** Who was chosen, whole, and the two ways; the one that can be taken back has the focus. */
function Chosen({ call, target: { name, number, shown }, onBack, onDone }: ChosenProps) {
  const t = useText();
  const first = useRef<HTMLButtonElement>(null);
  useShownFocus(first);
  const { transfer, consult } = useHandOver(call, onDone);
  return (
    <div className="chosen" onKeyDown={moveFocus}>
      <p className="transfer__title">
        {t('lines.transfer.chosen', { target: `${name} ${shown}`.trim() })}
      </p>
      <button
        ref={first}
        type="button"
        className="button button--main"
        onClick={() => consult(number)}
      >
        <MessagesSquare size={15} aria-hidden />
        {t('lines.transfer.consult')}
        <small>{t('lines.transfer.consultHint')}</small>
      </button>
      <button type="button" className="button" onClick={() => transfer(number)}>
        <PhoneForwarded size={15} aria-hidden />
        {t('lines.transfer.blind')}
        <small>{t('lines.transfer.blindHint')}</small>
      </button>
      <button type="button" className="button" onClick={onBack}>
        <ArrowLeft size={15} aria-hidden />
        {t('lines.transfer.back')}
      </button>
    </div>
  );
}

interface ToNumberProps extends TargetsProps {
  /** The one partner whom the typed words mean; `null` = none or several. */
  readonly only: Target | null;
  onDown(): void;
}

/** A number typed or pressed. Enter asks there first: the act that can be taken back. A name chooses its tile. */
function ToNumber({ call, onDone, only, onChoose, onDown }: ToNumberProps) {
  const t = useText();
  const text = useFeature(dialerStore, (state) => state.text);
  const setText = useFeature(dialerStore, (state) => state.setText);
  const disabled = useDeskState((desk) => whyNumberDisabled(desk, text));
  const planned = useDeskState((desk) => plannedDigits(desk, text));
  const [refused, setRefused] = useState(false);
  const { transfer, consult } = useHandOver(call, onDone);
  const isName = /\p{Script=Han}|\p{L}/u.test(text);
  const reason =
    disabled !== null && (refused || (disabled === 'forbidden' && text !== '')) ? disabled : null;
  const orSay = (act: (number: string) => void) => () =>
    disabled === null ? act(text) : setRefused(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isName && only) onChoose(only);
    else orSay(consult)();
  };
  const words = reason === 'noNumber' && isName ? t('lines.transfer.noMatch') : null;
  return (
    <form
      className="dialpad dialpad--wide"
      onSubmit={submit}
      aria-label={t('lines.transfer.toNumber')}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onDown();
      }}
    >
      <NumberInput isRefused={reason !== null} placeholder={t('lines.transfer.find')} />
      {reason && (
        <p className="dialpad__error" role="alert">
          {words ?? t(reason === 'noNumber' ? 'dialPad.invalid' : `dial.${reason}`)}
        </p>
      )}
      {!reason && planned && (
        <p className="dialpad__plan num">{t('lines.planned', { number: planned })}</p>
      )}
      <div className="transfer__acts">
        <button type="submit" className="button button--main">
          <MessagesSquare size={15} aria-hidden />
          {t('lines.transfer.consult')}
          <kbd className="kbd" aria-hidden>
            ↵
          </kbd>
        </button>
        <button type="button" className="button" onClick={orSay(transfer)}>
          <PhoneForwarded size={15} aria-hidden />
          {t('lines.transfer.blind')}
        </button>
      </div>
      <KeyGrid onKey={(key) => setText(text + key)} />
    </form>
  );
}
