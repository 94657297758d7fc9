import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Message } from '../slack/types';
import { useSession } from '../state/use';

export function EditBox({
  channel,
  message,
  onDone,
}: {
  channel: string;
  message: Message;
  onDone(): void;
}): ReactNode {
  const session = useSession();
  const [text, setText] = useState(message.text);
  const save = async (): Promise<void> => {
    if (text.trim()) await session.attempt(session.hand.edit(channel, message.ts, text));
    onDone();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onDone();
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div className="edit-box">
      <textarea
        className="field-box"
        aria-label="Edit message"
        autoFocus
        rows={3}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keys}
      />
      <button type="button" className="button small" onClick={onDone}>
        Cancel
      </button>
      <button type="button" className="button small primary" onClick={() => void save()}>
        Save
      </button>
    </div>
  );
}
