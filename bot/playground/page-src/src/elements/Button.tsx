import { type ReactNode, useState } from 'react';
import { LoaderCircle, ThumbsDown, ThumbsUp, Trash2 } from 'lucide-react';
import { type ElementProps, useHost } from '../blocks/host';
import type { FeedbackButton, TextObject } from '../slack/types';
import { followLink } from '../slack/links';
import { withEmoji } from '../slack/emoji';
import { plain } from '../slack/values';
import { useConfirm } from './confirming';

/** Runs one press at a time. */
function usePress(): { busy: boolean; press(work: () => Promise<void>): void } {
  const [busy, setBusy] = useState(false);
  return {
    busy,
    press: (work) => {
      if (busy) return;
      setBusy(true);
      work().finally(() => setBusy(false));
    },
  };
}

export function Button({ element, blockId }: ElementProps): ReactNode {
  const host = useHost();
  const { busy, press } = usePress();
  const { ask, question } = useConfirm(element.confirm);
  const label = withEmoji(plain(element.text as TextObject));
  const click = (): void =>
    ask(() => {
      followLink(element.url);
      press(() => host.act({ block_id: blockId, action_id: element.action_id ?? '', value: element.value }));
    });
  return (
    <>
      <button
        type="button"
        className={`button ${element.style ?? ''}`}
        aria-label={element.accessibility_label}
        aria-busy={busy}
        disabled={busy}
        onClick={click}
      >
        {busy && <LoaderCircle size={14} className="spin" aria-hidden />}
        {label}
      </button>
      {question}
    </>
  );
}

export function IconButton({ element, blockId }: ElementProps): ReactNode {
  const host = useHost();
  const { busy, press } = usePress();
  const { ask, question } = useConfirm(element.confirm);
  const label = element.accessibility_label ?? plain(element.text as TextObject);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        title={label}
        disabled={busy}
        onClick={() =>
          ask(() =>
            press(() => host.act({ block_id: blockId, action_id: element.action_id ?? '', value: element.value })),
          )
        }
      >
        {element.icon === 'trash' ? <Trash2 size={16} aria-hidden /> : withEmoji(plain(element.text as TextObject))}
      </button>
      {question}
    </>
  );
}

export function FeedbackButtons({ element, blockId }: ElementProps): ReactNode {
  const host = useHost();
  const { busy, press } = usePress();
  const [given, setGiven] = useState<string | null>(null);
  const draw = (button: FeedbackButton | undefined, Icon: typeof ThumbsUp): ReactNode => {
    if (!button) return null;
    const label = button.accessibility_label ?? plain(button.text);
    return (
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        aria-pressed={given === button.value}
        title={plain(button.text)}
        disabled={busy}
        onClick={() => {
          setGiven(button.value);
          press(() => host.act({ block_id: blockId, action_id: element.action_id ?? '', value: button.value }));
        }}
      >
        <Icon size={16} aria-hidden />
      </button>
    );
  };
  return (
    <span className="feedback">
      {draw(element.positive_button, ThumbsUp)}
      {draw(element.negative_button, ThumbsDown)}
    </span>
  );
}
