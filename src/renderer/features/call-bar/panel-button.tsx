import { Popover } from 'antd';
import { type ReactNode, useLayoutEffect } from 'react';
import type { CallId } from '../../../shared/domain/ids.ts';
import { useDeskStore } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { type CallPanel, dialerStore } from './dialer-store.ts';
import type { ButtonState } from './call-buttons.ts';
import { keys } from '../../parts/keys.ts';
import { useEscape, useKeys } from '../../parts/use-keys.ts';
import { useFocusReturn } from '../../ui/focus-return.ts';
import { BarButton } from './bar-button.tsx';

export interface PanelButtonProps {
  readonly button: CallPanel;
  readonly state: ButtonState;
  readonly icon: ReactNode;
  /** Whom the agent talks with; `null` = nobody. */
  readonly of: CallId | null;
  /** The panel; it closes itself when it is done. */
  children(done: () => void): ReactNode;
}

/** A button of the call bar that opens a panel below it, or, where it carries a command, acts at once. */
export function PanelButton({ button, state, icon, of, children }: PanelButtonProps) {
  const t = useText();
  const { disabled, command: asked } = state;
  const isOpen =
    useFeature(dialerStore, (dialer) => dialer.panel === button) &&
    disabled === null &&
    asked === null;
  const openPanel = useFeature(dialerStore, (dialer) => dialer.open);
  const close = useFeature(dialerStore, (dialer) => dialer.close);
  const command = useDeskStore((store) => store.command);
  const press = () => {
    if (disabled !== null) return;
    if (asked) void command(asked);
    else if (isOpen) close();
    else openPanel(button);
  };
  useKeys({ [button]: press });
  useEscape(isOpen ? close : null);
  useFocusReturn(isOpen);
  const leave = useFeature(dialerStore, (dialer) => dialer.leave);
  // It goes with its call: a number typed for one citizen hands over no other, and no panel opens by itself over the next one.
  useLayoutEffect(() => () => leave(button), [leave, button, of]);
  return (
    <Popover
      open={isOpen}
      onOpenChange={(next) => !next && close()}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={children(close)}
    >
      <span>
        <BarButton
          icon={icon}
          word={t(`lines.buttons.${state.word}`)}
          keyName={keys[button]}
          reason={disabled && t(`lines.disabled.${disabled}`)}
          tone={button === 'hangUp' ? 'stop' : 'plain'}
          room={button === 'hangUp' ? 4 : 0}
          pressed={null}
          onPress={press}
        />
      </span>
    </Popover>
  );
}
