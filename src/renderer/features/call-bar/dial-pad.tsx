import { Popover } from 'antd';
import { Grip } from 'lucide-react';
import { useState } from 'react';
import type { CallView } from '../../../shared/domain/call.ts';
import { useText } from '../../context/use-text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { BarButton } from './bar-button.tsx';
import { DialPadPanel } from './dial-pad-panel.tsx';
import { callKeys } from './use-call-keys.ts';

export interface DialPadProps {
  readonly call: CallView | null;
  readonly reason: string | null;
}

/** 拨号盘: dials out when idle, sends tones in a call. */
export function DialPad({ call, reason }: DialPadProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const shown = open && reason === null;
  useKeys({ F7: () => reason === null && setOpen(!open) });
  return (
    <Popover
      open={shown}
      onOpenChange={(next) => reason === null && setOpen(next)}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={
        <DialPadPanel key={call?.callId ?? 'idle'} call={call} onDone={() => setOpen(false)} />
      }
    >
      <span>
        <BarButton
          icon={<Grip size={18} aria-hidden />}
          word={t('call.buttons.dialPad')}
          keyName={callKeys.dialPad ?? null}
          reason={reason}
          tone="plain"
          pressed={null}
          onPress={null}
        />
      </span>
    </Popover>
  );
}
